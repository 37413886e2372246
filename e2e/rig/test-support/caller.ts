// A program that starts a supervisor and asks it for processes, to be killed by the tests in the middle of it.
// Arguments: what Node shall run as the process, a data directory to keep (optional). Prints the supervisor's pid and data directory, then for each line that it reads
// asks for three processes at once.
import { createInterface } from 'node:readline'
import { SupervisorLink } from '../src/supervisor-link.ts'

const link = await SupervisorLink.launch(process.argv[3])
console.log(JSON.stringify({ supervisorPid: link.pid, dataDir: link.dataDir }))
let started = 0
for await (const _line of createInterface({ input: process.stdin })) {
  const orders = Array.from({ length: 3 }, () => ({
    name: `process-${++started}`,
    command: process.execPath,
    args: ['-e', process.argv[2] ?? ''],
    env: {},
    logFile: `${link.dataDir}/output.log`,
  }))
  const pids = await Promise.all(orders.map(order => link.run(order)))
  console.log(JSON.stringify({ pids }))
}
