/** The core, as `createDinhDanh` made it. */
export const DINH_DANH = Symbol('DinhDanh');
/** What the REST API needs beside the core (`HttpSettings`). */
export const HTTP_SETTINGS = Symbol('HttpSettings');
