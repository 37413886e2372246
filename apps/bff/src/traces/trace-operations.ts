import {
  type TraceTask,
  traceList,
  traceTaskCreate,
  traceTaskDelete,
  traceTaskList,
  traceTaskView,
} from '@gantry/contract'
import { type Operation, operation } from '../platform/http/operation.ts'
import type { TraceNeeds } from './trace-needs.ts'
import { traceTaskKind } from './trace-task-kind.ts'
import { createTask, listTasks, listTraces, removeTask, viewTask } from './trace-tasks.ts'

export function traceOperations(needs: TraceNeeds): Operation[] {
  needs.jobs.define(traceTaskKind(needs))
  return [
    operation(traceTaskList, ({ caller, params, query }) =>
      listTasks(needs, caller, params.instanceId, query),
    ),
    operation(traceTaskView, ({ caller, params }) => viewTask(needs, caller, params)),
    operation(traceList, ({ caller, params, query }) => listTraces(needs, caller, params, query)),
    operation(traceTaskCreate, async ({ caller, params, body, signal, audit }) => {
      audit.target(`traces of ${params.instanceId}/${body.topic}`)
      audit.asked(body)
      const task = await createTask(needs, caller, params.instanceId, body, signal)
      audit.change(null, recordedTask(task))
      return task
    }),
    operation(traceTaskDelete, async ({ caller, params, audit }) => {
      audit.target(`trace task ${params.instanceId}/${params.taskId}`)
      audit.change(recordedTask(await removeTask(needs, caller, params)), null)
    }),
  ]
}

/** What was asked. */
function recordedTask({ taskId, topic, messageId, key, around, from, to, traceTopic }: TraceTask) {
  return { taskId, topic, messageId, key, around, from, to, traceTopic }
}
