/**
 * `npm run bench -- sandbox [minutes of demo traffic] [start | java | stored | fuzz | demo]`: the sandbox in a process of its own, under Java
 * clients, full, idle, with the shop at work and beside a client that sends nonsense. Where cores are few its clients take most of
 * them: rows say how much.
 */
import type { Benchmark, Row } from './benchmark.ts'
import { demoRows } from './sandbox-demo.ts'
import { fuzzRow } from './sandbox-fuzz.ts'
import { javaRows } from './sandbox-java.ts'
import { idleRow, startRow, storedRow } from './sandbox-start.ts'

const PARTS: Readonly<Record<string, (minutes: number) => AsyncIterable<Row>>> = {
  start: async function* () {
    yield await startRow()
    yield await idleRow()
  },
  java: javaRows,
  stored: async function* () {
    yield await storedRow()
  },
  fuzz: async function* () {
    yield await fuzzRow()
  },
  demo: async function* (minutes) {
    yield* await demoRows(minutes)
  },
}

export const sandbox: Benchmark = async function* ([minutes = '2', part = '']) {
  for (const [name, rows] of Object.entries(PARTS)) {
    if (part === '' || part === name) yield* rows(Number(minutes))
  }
}
