/** An embedded cluster that RocketMQ's own clients can talk to. The package's one door. */
export { type Alarm, type Clock, fastClock, ManualClock, systemClock } from './clock.ts'
export type { ActiveFault, Failure, FaultRule, Faults } from './faults.ts'
export { type Sandbox, type SandboxBroker, type SandboxOptions, startSandbox } from './start-sandbox.ts'
export type { FaultKind, FaultOrder, TimedFault, TimedFaults } from './timed-faults.ts'
