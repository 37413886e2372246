/** Figures for Prometheus. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

export interface Metrics {
  readonly registry: Registry
  requestDone(operationId: string, status: number, seconds: number): void
  /** @param request RocketMQ's name of it; @param outcome `ok` or the error's code */
  brokerCallDone(clusterName: string, request: string, outcome: string, seconds: number): void
  eventStreams(change: 1 | -1): void
  auditEventNotStored(): void
}

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** @param hasNames false: clusters are `other` */
export function createMetrics(hasNames = true): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const requests = new Histogram({
    name: 'gantry_http_request_seconds',
    help: 'Requests of the API by operation and status.',
    labelNames: ['operation', 'status'],
    buckets: SECONDS,
    registers: [registry],
  })
  const brokerCalls = new Histogram({
    name: 'gantry_broker_call_seconds',
    help: 'Calls to brokers and name servers by cluster, request and outcome.',
    labelNames: ['cluster', 'request', 'outcome'],
    buckets: SECONDS,
    registers: [registry],
  })
  const streams = new Gauge({
    name: 'gantry_event_streams',
    help: 'Open streams of server-sent events.',
    registers: [registry],
  })
  const notStored = new Counter({
    name: 'gantry_audit_events_not_stored_total',
    help: 'Events of the audit record that the database did not take at once.',
    registers: [registry],
  })
  return {
    registry,
    requestDone: (operation, status, seconds) => requests.observe({ operation, status }, seconds),
    brokerCallDone: (clusterName, request, outcome, seconds) =>
      brokerCalls.observe({ cluster: hasNames ? clusterName : 'other', request, outcome }, seconds),
    eventStreams: change => streams.inc(change),
    auditEventNotStored: () => notStored.inc(),
  }
}
