import type { Clock } from '../../application/ports/clock.port.js';
import { instant } from '../../domain/kernel/instant.js';

/** The machine's wall clock. It may step backwards; nothing that must be safe rests on it. */
export const systemClock: Clock = { now: () => instant(Date.now()) };
