import { ApiProperty } from '@nestjs/swagger';
import { IsInt, Max, Min } from 'class-validator';
import { Text, Told } from './fields.js';

/** What a remote signing service tells when a transaction is over. */
export class SmartCaNoticeBody {
  @Text({ description: 'The number that the service gave the transaction', max: 256 })
  tranId!: string;

  @Text({ description: 'The number that was sent along with the request', max: 256 })
  refTranId!: string;

  @ApiProperty({ description: 'How it ended, as the service says; not believed', minimum: 0, maximum: 999_999 })
  @IsInt()
  @Min(0)
  @Max(999_999)
  status!: number;
}

export class NoticeAnswer {
  @Told('The notice came; nothing is said about what it tells of')
  received!: true;
}
