import { randomBytes } from 'node:crypto';
import { EventStoreDbStandIn } from './stand-in.js';

/** A server's database, or the part of one, that no other test sees. */
export interface FreshDatabase {
  readonly connectionString: string;
  readonly streamPrefix: string;
  close(): Promise<void>;
}

const given = process.env.DINHDANH_EVENTSTOREDB ?? '';

/** What the run says of the server it uses. */
export const eventStoreDbName =
  given === '' ? 'EventStoreDB stand-in (DINHDANH_EVENTSTOREDB names no real server)' : 'EventStoreDB';

/** In the real server that the environment names in DINHDANH_EVENTSTOREDB; where it names none, in a stand-in of its own. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const streamPrefix = `t${randomBytes(6).toString('hex')}-`;
  if (given !== '') return { connectionString: given, streamPrefix, close: () => Promise.resolve() };
  const standIn = await EventStoreDbStandIn.start();
  return { connectionString: standIn.connectionString, streamPrefix, close: () => standIn.stop() };
}
