// dependency-cruiser walks the tree with a visitor that does not know `using` and `await using` yet.
const { default: Visitor } = require('@swc/core/Visitor.js')
const visitStatement = Visitor.prototype.visitStatement
Visitor.prototype.visitStatement = function (statement) {
  if (statement.type !== 'UsingDeclaration') return visitStatement.call(this, statement)
  statement.decls = this.visitVariableDeclarators(statement.decls)
  return statement
}

// Who may import whom. One direction only: apps -> packages, and remoting stands alone.
const room = name => `^${name}/`
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'remoting-stands-alone',
      severity: 'error',
      comment: 'packages/remoting knows nothing of Gantry: someone else could publish it',
      from: { path: room('packages/remoting'), pathNot: '\\.(test|contract)\\.ts$|/contract/' },
      to: { path: '^(apps|packages/(?!remoting)|e2e|bench)/' },
    },
    {
      name: 'protocol-is-bytes-only',
      severity: 'error',
      comment: 'protocol/ and requests/ turn bytes into values; sockets and clients live elsewhere',
      from: { path: '^packages/remoting/src/(protocol|requests)/', pathNot: '\\.test\\.ts$' },
      to: { path: '^packages/remoting/src/(transport|clients)/|^(net|tls|http|https|dgram)$' },
    },
    {
      name: 'transport-below-clients',
      severity: 'error',
      from: { path: '^packages/remoting/src/transport/', pathNot: '\\.test\\.ts$' },
      to: { path: '^packages/remoting/src/clients/' },
    },
    {
      name: 'sandbox-shares-layouts-only',
      severity: 'error',
      comment:
        'of remoting the sandbox uses layouts and formats, never transport or clients: behaviour is written from both sides',
      from: { path: '^packages/sandbox/src/', pathNot: '\\.test\\.ts$|^packages/sandbox/src/demo/' },
      to: {
        path: '^packages/remoting/(?!src/(internal|requests/index)\\.ts$)|^(apps|packages/(?!remoting|sandbox)|e2e|bench)/',
      },
    },
    {
      name: 'sandbox-demo-is-a-user',
      severity: 'error',
      comment:
        'clients of the demo are like any others: they know the doors of remoting and of the sandbox, no more',
      from: { path: '^packages/sandbox/src/demo/', pathNot: '\\.test\\.ts$' },
      to: {
        path: '^packages/(?!remoting/src/index\\.ts$|sandbox/src/(demo/|start-sandbox\\.ts$))|^(apps|e2e|bench)/',
      },
    },
    {
      name: 'sandbox-without-its-demo',
      severity: 'error',
      from: { path: '^packages/sandbox/src/', pathNot: '\\.test\\.ts$|^packages/sandbox/src/demo/' },
      to: { path: '^packages/sandbox/src/demo/' },
    },
    {
      name: 'sandbox-state-knows-no-socket',
      severity: 'error',
      comment: 'state and filter <- messaging <- requests <- server',
      from: { path: '^packages/sandbox/src/(state|filter)/', pathNot: '\\.test\\.ts$' },
      to: { path: '^packages/sandbox/src/(?!state|filter|clock)|^(net|tls|http|https|dgram)$' },
    },
    {
      name: 'sandbox-requests-below-server',
      severity: 'error',
      from: { path: '^packages/sandbox/src/(requests|messaging)/', pathNot: '\\.test\\.ts$' },
      to: { path: '^packages/sandbox/src/server/|^(net|tls|http|https|dgram)$' },
    },
    {
      name: 'packages-do-not-import-apps',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: '^apps/' },
    },
    {
      name: 'bff-stands-on-packages',
      severity: 'error',
      comment: 'the backend uses contract, remoting and rules; the sandbox only by its own program, lazily',
      from: { path: '^apps/bff/src/', pathNot: '^apps/bff/src/start-console\\.ts$' },
      to: { path: '^(packages/(?!contract|remoting|rules)|apps/(?!bff)|e2e|bench)/' },
    },
    {
      name: 'no-foreign-store',
      severity: 'error',
      comment: "a capability is given another's service; its store and tables are its own",
      from: { path: '^apps/bff/src/([^/]+)/', pathNot: '^apps/bff/src/platform/|\\.test\\.ts$' },
      to: {
        path: '^apps/bff/src/[^/]+/.*-(store|table|tables)\\.ts$',
        pathNot: '^apps/bff/src/($1|platform)/',
      },
    },
    {
      name: 'platform-below-capabilities',
      severity: 'error',
      comment: 'but for the list of tables',
      from: { path: '^apps/bff/src/platform/', pathNot: '\\.test\\.ts$|/platform/database/database\\.ts$' },
      to: { path: '^apps/bff/src/', pathNot: '^apps/bff/src/platform/' },
    },
    {
      name: 'web-talks-to-the-api-only',
      severity: 'error',
      comment: 'the web app knows the contract and the rules; what it does is done by the API',
      from: { path: '^apps/web/src/' },
      to: { path: '^(packages/(?!contract|rules)|apps/(?!web)|e2e|bench)/|^node:' },
    },
    {
      name: 'web-ui-is-a-library',
      severity: 'error',
      comment: "building blocks could be any company's: no router, no queries, no forms",
      from: { path: '^apps/web/src/ui/' },
      to: {
        path: '^apps/web/src/(?!ui|i18n|api/describe-error)|node_modules/(react-router|@tanstack/react-query|@mantine/form)/',
      },
    },
    {
      name: 'web-frames-below-capabilities',
      severity: 'error',
      comment: 'ui, links <- form, table <- capability <- shell',
      from: { path: '^apps/web/src/(api|i18n|ui|links|form|table)/' },
      to: { path: '^apps/web/src/(?!api|i18n|ui|links|form|table|paths)' },
    },
    {
      name: 'web-capabilities-stand-alone',
      severity: 'error',
      comment: 'a capability links to another by paths.ts; only the shell knows them all',
      from: {
        path: '^apps/web/src/(session|clusters|brokers|overview|instances|topics|groups|consumers|offsets|deadletters|traces|statistics|audit)/',
      },
      to: {
        path: '^apps/web/src/(session|clusters|brokers|overview|instances|topics|groups|consumers|offsets|deadletters|traces|statistics|audit|shell)/',
        pathNot: '^apps/web/src/$1/',
      },
    },
    {
      name: 'no-undeclared-dependency',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    { name: 'not-resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: 'node_modules|/dist/' },
    parser: 'swc',
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json'],
    },
  },
}
