import type { Clock } from '../../src/application/ports/clock.port.js';
import { instant } from '../../src/domain/kernel/instant.js';

export const realClock: Clock = { now: () => instant(Date.now()) };
