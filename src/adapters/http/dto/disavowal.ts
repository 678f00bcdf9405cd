import { Told } from './fields.js';

export class DisavowedAnswer {
  @Told('The login that was disowned')
  loginId!: string;

  @Told('The password opens nothing until it is reset')
  passwordLocked!: boolean;

  @Told('Position of the event', { type: Number, nullable: true })
  position!: number | null;
}
