/**
 * Why the rig could not do what it was asked:
 * `BAD_OPTION` an option or flag makes no sense; `JAVA_MISSING`, `MAVEN_MISSING` a program must be installed;
 * `JARS_UNAVAILABLE` Maven could not fetch a release; `BOOT_FAILED` a server of RocketMQ ended or did not get
 * ready in time; `PORT_TAKEN` another program took a port between the check and the bind; `JAVA_FAILED` a Java
 * program of a test did not compile or ended badly; `SUPERVISOR_LOST` the process that holds the servers is gone; `ALREADY_RUNNING`, `NOT_RUNNING`
 * a name on the command line is taken or unknown.
 */
export type RigErrorCode =
  | 'BAD_OPTION'
  | 'JAVA_MISSING'
  | 'MAVEN_MISSING'
  | 'JARS_UNAVAILABLE'
  | 'BOOT_FAILED'
  | 'PORT_TAKEN'
  | 'JAVA_FAILED'
  | 'SUPERVISOR_LOST'
  | 'ALREADY_RUNNING'
  | 'NOT_RUNNING'

/** The one error of the rig. `logTail` holds the last lines that the failed program wrote, if there was one. */
export class RigError extends Error {
  override readonly name = 'RigError'
  readonly code: RigErrorCode
  readonly logTail: string | undefined

  constructor(code: RigErrorCode, sentence: string, logTail?: string) {
    super(logTail ? `${sentence}\n${logTail}` : sentence)
    this.code = code
    this.logTail = logTail
  }
}

/** What a Java program wrote, without the frames of stacks. */
export function withoutFrames(words: string): string {
  return words
    .trimEnd()
    .split('\n')
    .filter(line => !/^\s+(at |\.\.\. \d+ more)/.test(line))
    .join('\n')
}
