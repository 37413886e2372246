/** The console as a child of the tests. It ends with them, however they end. */
import { SERVER_PROGRAM } from '../scripts/build-server.ts'

process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
await import(SERVER_PROGRAM)
if (process.connected) process.disconnect()
