/** The unique IDs of the messages that this process sends. */
import { randomInt } from 'node:crypto'
import { uniqueMessageIds } from '../message/unique-message-id.ts'
import { localAddress } from './local-address.ts'

/** The next ID; told apart from those of other processes by address, process ID and a random number. */
export const nextMessageId: () => string = uniqueMessageIds({
  host: localAddress(),
  pid: process.pid,
  instanceHash: randomInt(0x7fff_ffff),
  nowMs: Date.now,
})
