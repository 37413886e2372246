/** RocketMQ's own command line tool, one process for many commands. */
import { fileURLToPath } from 'node:url'
import { runJava } from '@gantry/rig'
import type { ToolsUnderTest } from './cluster-under-test.ts'

const SOURCE = fileURLToPath(new URL('./MqadminSession.java', import.meta.url))
const END = '\u0004'

export interface MqadminSession extends AsyncDisposable {
  /** Runs a command, such as `topicStatus -t orders`, and returns the lines that it printed. */
  readonly run: (...args: string[]) => Promise<string[]>
}

export async function openMqadmin(namesrvAddr: string, tools: ToolsUnderTest): Promise<MqadminSession> {
  const jvmArgs = [`-Drocketmq.home.dir=${tools.toolsHome}`, `-Drocketmq.namesrv.addr=${namesrvAddr}`]
  const java = await runJava(SOURCE, tools.javaClasspath, [], jvmArgs)
  const lines = java.lines[Symbol.asyncIterator]()
  return {
    run: async (...args) => {
      java.write(args.join('\t'))
      const printed: string[] = []
      for (let next = await lines.next(); next.value !== END; next = await lines.next()) {
        if (next.done) throw new Error(`mqadmin ended in the middle: ${(await java.ended).errors}`)
        printed.push(next.value)
      }
      return printed
    },
    [Symbol.asyncDispose]: () => java.stop(),
  }
}

/** The rows of a table that mqadmin printed, each as its words; the header begins with `#`. */
export function rowsOf(lines: readonly string[]): string[][] {
  const header = lines.findIndex(line => line.startsWith('#'))
  const rest = lines.slice(header + 1)
  const end = rest.indexOf('')
  return (end === -1 ? rest : rest.slice(0, end)).map(line => line.trim().split(/\s+/))
}
