/*
 * Words that Vietnamese passwords are built on, without accents, likelier ones first. Compiled for this project from
 * general knowledge of the language (phrases, family and given names, places, things); no list of leaked passwords went in.
 */
const words = `
matkhau matkhaucuatoi anhyeuem emyeuanh vietnam khongcho khongbiet yeuem yeuanh anhnhoem emnhoanh nhoem nhoanh
anhyeuemnhieulam vietnamvodich toiyeuvietnam toiyeuem toiyeuanh motminh hanhphuc giadinh cuocsong tinhyeu tinhban
hanoi saigon danang haiphong hochiminh tphcm cantho hue dalat nhatrang vungtau halong bienhoa thanhpho songhan
nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dinh doan lam trinh mai truong dao ha cao luong
anh minh linh huong hoa lan thao trang ngoc phuong thuy hang nga yen ha thu hien mai nhung dung tuan hung hai long nam
son duc thanh quang huy khanh kien phuc thang tien trung tung viet vinh bao binh cuong dat duy giang hieu hoang khoa
lam loc nghia nhan phong quan quoc quy sang tai tam tan thai thien thinh tho tri truc tu tung vuong xuan an bich chau
chi cuc dao diem diep dieu doan giao han hanh hau hoai hong khue kieu kim lien loan ly man mo my ngan nguyet nhi nhu
nuong oanh phi que quyen quynh sao suong thanhthao thi thom thoa thuong tram tranh trinh truc tuyet uyen van vi vy xoan
y ngocanh phuonganh thanhtung minhanh tuananh hoanganh ducanh quangminh thuylinh khanhlinh myduyen kimngan baongoc
thanhthuy thuha thuhuong thutrang bichngoc minhduc vanminh vananh vanhung vanthanh vannam thithu thilan thihoa thihuong
nguyenvan nguyenthi tranvan tranthi levan lethi phamvan phamthi hoangvan buivan dangvan vuvan dovan nguyenvana
conyeume yeume yeubo meyeu boyeu conyeu bome bame giadinhtoi vochong vo chong congai contrai concung cunyeu becon
beyeu bexinh beiu bong bongbong cun cuncon meo meocon heo heocon tho thocon gau gaucon ga vit chuot vitcon bo trau rong
ho hocon rongvang rongden phuonghoang daibang chimse buom buomxinh ca cavang tomcua hoahong hoasen hoamai hoadao hoalan
hoacuc hoacomay huongduong mattroi mattrang ngoisao ngoisaonho bautroi giobien bienxanh songbien suoi nui rung mua nang
mualanh muaxuan muaha muathu muadong buon vui nhonhung nho thuong thuongem thuongnho thuongnhau yeunhau maimai
maimaiyeuem mainho mailamot maimaiben trondoi tronkiep tinhdau tinhcuoi tinhxa tinhbuon tinhnghia duyenphan codon
congchua hoangtu nuhoang hoanghau nguoiyeu nguoidung nguoitinh banthan banbe lopminh truonglop hocsinh sinhvien giaovien
thaygiao cogiao bacsi congan bodoi kysu luatsu giamdoc nhanvien ketoan vanphong congty doanhnghiep cuahang thegioi
dienthoai maytinh internet matma bimat mokhoa dangnhap taikhoan quantri quantrivien chinhphu chinhquyen nhandan dancu
cancuoc canccuoc cccd cmnd chungminh dinhdanh vneid dichvucong congdichvucong thutuc hoso baohiem baohiemxahoi buudien
thue tongcuc sohokhau hokhau khaisinh xacthuc chuky chukyso ngansach kho bac nganhang viettel vinaphone mobifone vnpt
vietcombank vietinbank techcombank agribank momo zalo zaloday facebook tiktok google youtube shopee lazada garena
lienquan lienminh dotkich volam volamtruyenky kiemthe thienlong sieunhan sieusao sieudang doremon doraemon conan songoku
naruto pikachu titan bongda ronaldo messi congphuong quanghai xuantruong vanlam parkhangseo hoanganhgialai hagl viettelfc
barca realmadrid manutd chelsea arsenal liverpool bancho banhmi pho phobo bunbo buncha caphe trasua tratranh bia ruou
comtam xoi banhchung banhtrung nuocmam mit xoai chuoi dua duahau camsanh buoi nhan vai saurieng maihoa tet tetnguyendan
noel giangsinh trungthu quockhanh doclap tudo hanhphucmai docla giaiphong chienthang thongnhat dangcongsan bacho
hochiminhmuonnam toquoc tienlen thanhcong thanhdat phattai phatloc tailoc locphat anlanh binhan binhyen antam antoan
mayman suckhoe manhkhoe vuive thoaimai cogang quyettam niemtin hyvong uocmo khatvong tuonglai quakhu hientai thoigian
homnay ngaymai homqua sinhnhat sinhnhatem ngaycuoi thang1 thang2 thang3 thang5 thang8 thang10 thang12 motnam haiba
motngay mothaiba mothaibabon mothaibabonnam motbahai khongmothai khongmot sotaikhoan sodienthoai sonha tenem tenanh
angiang bariavungtau baclieu bacgiang backan bacninh bentre binhdinh binhduong binhphuoc binhthuan camau caobang daklak
daknong dienbien dongnai dongthap gialai hagiang hanam hatinh haiduong haugiang hoabinh hungyen khanhhoa kiengiang kontum
laichau lamdong langson laocai longan namdinh nghean ninhbinh ninhthuan phutho phuyen quangbinh quangnam quangngai
quangninh quangtri soctrang sonla tayninh thaibinh thainguyen thanhhoa thuathienhue tiengiang travinh tuyenquang
vinhlong vinhphuc yenbai badinh hoankiem dongda haibatrung caugiay thanhxuan hoangmai tayho longbien hadong thuduc
govap binhthanh tanbinh tanphu phunhuan cuchi hocmon quan1 quan3 quan5 quan7 sapa phuquoc condao hoian muine catba tamdao
`;

export const vietnameseWords: readonly string[] = [...new Set(words.trim().split(/\s+/))];
