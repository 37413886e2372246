// A program that starts a rig and prints what it is, to be killed by a test.
import { startRig } from '../src/index.ts'

const rig = await startRig({ acl: 'off' })
console.log(JSON.stringify({ pids: rig.pids(), dir: rig.dir }))
setInterval(() => undefined, 1e6)
