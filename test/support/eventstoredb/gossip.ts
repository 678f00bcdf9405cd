import { type sendUnaryData, Server, ServerCredentials, type ServerUnaryCall } from '@grpc/grpc-js';
import { type Gossip, gossip, GossipService, shared, type Shared } from './wire.js';

/** Where a client is told which node leads: `esdb+discover`, or several hosts. */
export interface GossipSeed {
  readonly connectionString: string;
  /** The leader's port; `none` while one is elected, `silent` where nothing is answered at all. */
  leader: number | 'none' | 'silent';
  stop(): void;
}

export async function startGossip(leader: GossipSeed['leader']): Promise<GossipSeed> {
  const server = new Server();
  const read = (
    _call: ServerUnaryCall<Shared.Empty, Gossip.ClusterInfo>,
    answer: sendUnaryData<Gossip.ClusterInfo>,
  ): void => {
    if (seed.leader !== 'silent') answer(null, clusterOf(seed.leader));
  };
  server.addService(GossipService, { read });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  const seed: GossipSeed = {
    connectionString: `esdb+discover://127.0.0.1:${port}?tls=false&throwOnAppendFailure=true`,
    leader,
    stop: () => server.forceShutdown(),
  };
  return seed;
}

function clusterOf(leader: number | 'none'): Gossip.ClusterInfo {
  const info = new gossip.ClusterInfo();
  if (leader === 'none') return info;
  const endPoint = new gossip.EndPoint();
  endPoint.setAddress('127.0.0.1');
  endPoint.setPort(leader);
  const id = new shared.UUID();
  id.setString('5f0c1d6e-7f53-4d51-9d0a-0d9d3b8f6f01');
  const member = new gossip.MemberInfo();
  member.setInstanceId(id);
  member.setState(gossip.MemberInfo.VNodeState.LEADER);
  member.setIsAlive(true);
  member.setHttpEndPoint(endPoint);
  info.setMembersList([member]);
  return info;
}
