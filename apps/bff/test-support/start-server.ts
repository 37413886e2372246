/** The whole server in this process, on a free port: `await using server = await startTestServer()`. */
import { ENDPOINTS } from '@gantry/contract'
import { type Capabilities, createCapabilities } from '../src/capabilities.ts'
import { type Config, readConfig } from '../src/platform/config/config.ts'
import type { AppContext, ContextOverrides } from '../src/platform/context.ts'
import type { Operation } from '../src/platform/http/operation.ts'
import { type ServerOptions, startServer } from '../src/server.ts'
import { type Browser, createBrowser, createProgram, type Program } from './callers.ts'
import { createMigratedDatabase, type TestEngine } from './databases.ts'

export interface TestServer extends AsyncDisposable {
  readonly url: string
  readonly context: AppContext
  /** A program with the first administrator's token. */
  readonly admin: Program
  /** Somebody at a browser, not signed in yet. */
  browser(): Browser
  close(): Promise<void>
}

export interface TestServerOptions extends ContextOverrides {
  readonly engine?: TestEngine
  readonly config?: Partial<Config>
  /** Beside those of the product; anyone signed in may call them. */
  readonly operations?: readonly Operation[]
  readonly webDir?: string
  readonly patience?: ServerOptions['patience']
}

const METRICS_TOKEN = 'token-of-the-prometheus-for-tests'
export const ADMIN_PASSWORD = 'First!pw!1'
/** As headers of whoever is told names at `/metrics` and `/readyz`. */
export const METRICS_HEADERS = { authorization: `Bearer ${METRICS_TOKEN}` }
const ADMIN_TOKEN = 'token-of-the-first-administrator-for-tests'

export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const { engine = 'sqlite', config, operations = [], webDir, patience, ...overrides } = options
  await using cleanup = new AsyncDisposableStack()
  const database = cleanup.use(await createMigratedDatabase(engine))
  const server = await startServer(
    { ...testConfig(), ...database.settings, ...config },
    {
      ...(webDir !== undefined && { webDir }),
      ...(patience !== undefined && { patience }),
      endpoints: [...ENDPOINTS, ...operations.map(({ endpoint }) => endpoint)],
      capabilities: async context => withOperations(await createCapabilities(context), operations),
    },
    overrides,
  )
  cleanup.use(server)
  const ended = cleanup.move()
  return {
    url: server.url,
    context: server.context,
    admin: createProgram(server.url, ADMIN_TOKEN),
    browser: () => createBrowser(server.url),
    close: server.close,
    [Symbol.asyncDispose]: () => ended.disposeAsync(),
  }
}

function withOperations(capabilities: Capabilities, operations: readonly Operation[]): Capabilities {
  const policy = Object.fromEntries(
    operations.map(({ endpoint }) => [endpoint.id, { level: 'everyone' } as const]),
  )
  const withoutChange = Object.fromEntries(operations.map(({ endpoint }) => [endpoint.id, 'of a test']))
  return {
    ...capabilities,
    operations: [...capabilities.operations, ...operations],
    policy: { ...capabilities.policy, ...policy },
    withoutChange: { ...capabilities.withoutChange, ...withoutChange },
  }
}

function testConfig(): Config {
  const env = {
    NODE_ENV: 'test',
    GANTRY_PORT: '0',
    GANTRY_LOG_LEVEL: 'silent',
    GANTRY_ADMIN_PASSWORD: ADMIN_PASSWORD,
    GANTRY_BOOTSTRAP_TOKEN: ADMIN_TOKEN,
    GANTRY_METRICS_TOKEN: METRICS_TOKEN,
    GANTRY_SIGN_INS_PER_MINUTE: '1000',
    // Brokers are asked for what a test asks, and nothing else.
    GANTRY_STATISTICS_DAYS: '0',
  }
  return readConfig(env)
}
