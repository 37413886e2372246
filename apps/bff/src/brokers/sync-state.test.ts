/** Controllers are not in the rig: these answer as one of 5.5.0 was recorded (`packages/remoting/fixtures/answers`). */
import { Cluster } from '@gantry/remoting'
import { expect, it } from 'vitest'
import { ScriptedPeer } from '../../../../packages/remoting/test-support/scripted-peer.ts'
import { createAllowList } from '../clusters/allow-list.ts'
import { readSyncState } from './sync-state.ts'

const METADATA = 1005
const node = { clusterName: 'c', brokerName: 'broker-a', brokerId: 0, addr: '127.0.0.1:31911' }
const replica = (brokerId: number, alive: boolean) =>
  `{"alive":${alive},"brokerAddress":"127.0.0.1:3191${brokerId}","brokerId":${brokerId},"brokerName":"broker-a"}`
const SYNC_STATE = `{"replicasInfoTable":{"broker-a":{"inSyncReplicas":[${replica(1, true)}],"masterAddress":"127.0.0.1:31911",\
"masterBrokerId":1,"masterEpoch":3,"notInSyncReplicas":[${replica(2, false)}],"syncStateSetEpoch":1}}}`

it('the sync state set is asked of the controller that leads, whichever of them answers first', async () => {
  await using leader = await ScriptedPeer.start((request, line) =>
    line.reply(
      request,
      request.code === METADATA ? { extFields: { isLeader: 'true' } } : { body: Buffer.from(SYNC_STATE) },
    ),
  )
  await using follower = await ScriptedPeer.start((request, line) =>
    line.reply(request, { extFields: { isLeader: 'false', controllerLeaderAddress: leader.addr } }),
  )
  await using cluster = new Cluster({ namesrvAddr: '127.0.0.1:1' })
  const config = new Map([
    ['enableControllerMode', 'true'],
    ['controllerAddr', `127.0.0.1:1;${follower.addr}`],
  ])
  const signal = AbortSignal.timeout(5_000)
  expect(await readSyncState(cluster, node, config, signal)).toEqual({
    controllerAddr: leader.addr,
    masterAddr: '127.0.0.1:31911',
    masterEpoch: 3,
    inSync: [{ brokerId: 1, addr: '127.0.0.1:31911', isAlive: true }],
    notInSync: [{ brokerId: 2, addr: '127.0.0.1:31912', isAlive: false }],
  })
  expect(await readSyncState(cluster, node, new Map(), signal)).toBeNull()
  const away = new Map([...config, ['controllerAddr', '127.0.0.1:1']])
  await expect(readSyncState(cluster, node, away, signal)).rejects.toMatchObject({ code: 'CONNECT_FAILED' })
})

it('nothing is sent to a controller that is not among the hosts that may be connected to', async () => {
  await using elsewhere = await ScriptedPeer.start((request, line) => line.reply(request))
  const { lookup } = createAllowList(['10.0.0.0/8'])
  await using cluster = new Cluster({ namesrvAddr: '10.0.0.1:9876', lookup })
  const config = new Map([
    ['enableControllerMode', 'true'],
    ['controllerAddr', elsewhere.addr],
  ])
  const read = readSyncState(cluster, node, config, AbortSignal.timeout(5_000))
  await expect(read).rejects.toMatchObject({ code: 'ADDRESS_REFUSED' })
  expect(elsewhere.requests).toEqual([])
})
