/** The programs that there are: for each protocol and language one that produces and one that consumes. */
import { readFileSync } from 'node:fs'
import type { groupSampleCode, ResponseOf } from '@gantry/contract'

type Sample = ResponseOf<typeof groupSampleCode>['samples'][number]

/** What is the same for whatever is filled in. `howToRun` is a template, too. */
export interface Program extends Pick<Sample, 'language' | 'purpose' | 'fileName'> {
  readonly template: string
  readonly howToRun: string
}

interface Language {
  readonly language: Sample['language']
  readonly produce: string
  readonly consume: string
  /** `{{file}}` is the name of the file. */
  readonly howToRun: string
}

const KEYS = 'Where the cluster asks for credentials, set ROCKETMQ_ACCESS_KEY and ROCKETMQ_SECRET_KEY.'
const PROXY =
  'This client speaks gRPC to the proxy of the cluster (RocketMQ 5): correct its address at the top of the file.'
const HTTP_KEYS =
  'Set ROCKETMQ_ACCESS_KEY and ROCKETMQ_SECRET_KEY, and the address of the HTTP endpoint at the top of the file.'

const TCP: readonly Language[] = [
  {
    language: 'java',
    produce: 'Producer.java',
    consume: 'Consumer.java',
    howToRun: `Maven: org.apache.rocketmq:rocketmq-client:5.5.0
javac -cp "lib/*" {{file}} && java -cp "lib/*:." {{name}}
${KEYS}`,
  },
  {
    language: 'go',
    produce: 'producer.go',
    consume: 'consumer.go',
    howToRun: `go get github.com/apache/rocketmq-clients/golang/v5
go run {{file}}
${KEYS}
${PROXY}`,
  },
  {
    language: 'python',
    produce: 'producer.py',
    consume: 'consumer.py',
    howToRun: `pip install rocketmq-python-client
python {{file}}
${KEYS}
${PROXY}`,
  },
  {
    language: 'nodejs',
    produce: 'producer.mjs',
    consume: 'consumer.mjs',
    howToRun: `npm install rocketmq-client-nodejs
node {{file}}
${KEYS}
${PROXY}`,
  },
  {
    language: 'cpp',
    produce: 'producer.cpp',
    consume: 'consumer.cpp',
    howToRun: `Install rocketmq-client-cpp 2.2 (https://github.com/apache/rocketmq-client-cpp).
g++ -std=c++11 {{file}} -o {{name}} -lrocketmq && ./{{name}}
${KEYS}`,
  },
  {
    language: 'csharp',
    produce: 'Producer.cs',
    consume: 'Consumer.cs',
    howToRun: `dotnet new console && dotnet add package RocketMQ.Client
Put the program in place of Program.cs, then: dotnet run
${KEYS}
${PROXY}`,
  },
]

const HTTP: readonly Language[] = [
  {
    language: 'java',
    produce: 'Producer.java',
    consume: 'Consumer.java',
    howToRun: `Maven: com.aliyun.mq:mq-http-sdk:1.0.3
javac -cp "lib/*" {{file}} && java -cp "lib/*:." {{name}}
${HTTP_KEYS}`,
  },
  {
    language: 'go',
    produce: 'producer.go',
    consume: 'consumer.go',
    howToRun: `go get github.com/aliyunmq/mq-http-go-sdk
go run {{file}}
${HTTP_KEYS}`,
  },
  {
    language: 'python',
    produce: 'producer.py',
    consume: 'consumer.py',
    howToRun: `pip install mq_http_sdk
python {{file}}
${HTTP_KEYS}`,
  },
  {
    language: 'nodejs',
    produce: 'producer.js',
    consume: 'consumer.js',
    howToRun: `npm install @aliyunmq/mq-http-sdk
node {{file}}
${HTTP_KEYS}`,
  },
  {
    language: 'php',
    produce: 'producer.php',
    consume: 'consumer.php',
    howToRun: `composer require aliyunmq/mq-http-sdk
php {{file}}
${HTTP_KEYS}`,
  },
  {
    language: 'csharp',
    produce: 'Producer.cs',
    consume: 'Consumer.cs',
    howToRun: `Add the project of https://github.com/aliyunmq/mq-http-csharp-sdk, put the program in place of Program.cs, then: dotnet run
${HTTP_KEYS}`,
  },
  {
    language: 'cpp',
    produce: 'producer.cpp',
    consume: 'consumer.cpp',
    howToRun: `Install https://github.com/aliyunmq/mq-http-cpp-sdk
g++ -std=c++11 {{file}} -o {{name}} -lmqcpp -lcurl -lcrypto && ./{{name}}
${HTTP_KEYS}`,
  },
]

const LANGUAGES = { TCP, HTTP } as const
const loaded = new Map<string, string>()

/** Templates are read when they are first asked for. */
export function programsFor(protocol: keyof typeof LANGUAGES): Program[] {
  return LANGUAGES[protocol].flatMap(({ language, howToRun, ...files }) =>
    (['produce', 'consume'] as const).map(purpose => ({
      language,
      purpose,
      fileName: files[purpose],
      template: templateOf(`${protocol.toLowerCase()}/${files[purpose]}`),
      howToRun,
    })),
  )
}

function templateOf(path: string): string {
  const known = loaded.get(path)
  if (known !== undefined) return known
  const text = readFileSync(new URL(`templates/${path}.tmpl`, import.meta.url), 'utf8')
  loaded.set(path, text)
  return text
}
