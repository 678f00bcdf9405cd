import { type DestinationStream, pino } from 'pino';

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Plain facts that may be logged: what a program counts and names, nothing that a person typed. */
export type LogFacts = Readonly<Record<string, string | number | boolean>>;

export interface Log {
  info(event: string, facts?: LogFacts): void;
  warn(event: string, facts?: LogFacts): void;
  /** An unexpected error: its name, code and place. Never its message, which may quote what a person sent. */
  failure(event: string, error: unknown, facts?: LogFacts): void;
}

/** JSON lines. Nothing is redacted, because nothing comes in that would have to be: an object is never logged whole. */
export function makeLog(level: LogLevel, destination: DestinationStream): Log {
  const logger = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination);
  return {
    info: (event, facts = {}) => logger.info(facts, event),
    warn: (event, facts = {}) => logger.warn(facts, event),
    failure: (event, error, facts = {}) => logger.error({ ...facts, ...placeOf(error) }, event),
  };
}

const frames = 12;

function placeOf(error: unknown): LogFacts {
  const { name, code, port, stack } = (typeof error === 'object' && error !== null ? error : {}) as Readonly<
    Record<string, unknown>
  >;
  const at = typeof stack === 'string' ? stack.split('\n').filter((line) => /^ {4}at /.test(line)) : [];
  return {
    error: typeof name === 'string' ? name : typeof error,
    ...(typeof code === 'string' && { errorCode: code }),
    ...(typeof port === 'string' && { port }),
    at: at
      .slice(0, frames)
      .map((line) => line.trim())
      .join(' | '),
  };
}
