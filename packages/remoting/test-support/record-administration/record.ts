/**
 * Has a real cluster answer every request of administration, and prints what went over the wire as JSON:
 *
 *     node test-support/record-administration/record.ts LIB NAMESRV BROKER ACCESS_KEY SECRET_KEY [REPLICA] \
 *       > fixtures/answers/administration-RELEASE.json
 *
 * LIB is the class path of the release with its client, for the consumers and the producer that have to be connected
 * meanwhile. The cluster is a fresh one with ACL: cluster DefaultCluster, broker broker-a. Its name server runs with
 * `orderMessageEnable=true`.
 */
import { spawn } from 'node:child_process'
import { stdout } from 'node:process'
import { fileURLToPath } from 'node:url'
import { recordAccess } from './access.ts'
import { recordBrokers } from './brokers.ts'
import { makeGroups, recordClients, recordGroups } from './groups.ts'
import { makeTopics, recordNameServer, recordTopics } from './topics.ts'
import { credentials, exchanges, lib, namesrv, pool } from './world.ts'

await makeTopics()
await makeGroups()
const clients = spawn(
  'java',
  [
    '-cp',
    lib,
    fileURLToPath(new URL('../../fixtures/java/LiveClients.java', import.meta.url)),
    namesrv,
    credentials.accessKey,
    credentials.secretKey,
  ],
  { stdio: ['pipe', 'pipe', 'inherit'] },
)
for await (const text of clients.stdout) if (String(text).includes('ready')) break
if (clients.exitCode !== null) throw new Error('The clients have ended.')
await recordTopics()
await recordNameServer()
await recordGroups()
await recordClients()
await recordBrokers()
await recordAccess()
clients.stdin.end()
await pool.close()
stdout.write(`${JSON.stringify({ exchanges }, null, 1)}\n`)
