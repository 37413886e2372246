// The proxy's JSON file. Names and defaults: ProxyConfig and AuthConfig of RocketMQ 5.
import type { Credentials } from './broker-conf.ts'
import { type Release, traitsOf } from './release.ts'
import type { TlsFiles } from './tls.ts'

export interface ProxySettings {
  release: Release
  clusterName: string
  namesrvAddr: string
  grpcPort: number
  remotingPort: number
  credentials: Credentials | undefined
  tls: TlsFiles | undefined
}

/** The proxy's configuration: a process of its own before the cluster ("cluster mode"). */
export function proxyConf(settings: ProxySettings): string {
  const { credentials, tls } = settings
  return JSON.stringify({
    rocketMQClusterName: settings.clusterName,
    namesrvAddr: settings.namesrvAddr,
    proxyMode: 'cluster',
    grpcServerPort: settings.grpcPort,
    remotingListenPort: settings.remotingPort,
    localServeAddr: '127.0.0.1',
    ...(tls ? { tlsTestModeEnable: false, tlsCertPath: tls.caFile, tlsKeyPath: tls.keyFile } : {}),
    ...(credentials ? aclSettings(settings.release, credentials) : {}),
  })
}

/** With ACL 2.0 the proxy asks the broker who may do what. With ACL 1.0 it reads the same files in its home. */
function aclSettings(release: Release, credentials: Credentials): Record<string, string | boolean> {
  if (traitsOf(release).aclVersion === 1) return { enableACL: true, enableAclRpcHookForClusterMode: true }
  return {
    authenticationEnabled: true,
    authenticationProvider: 'org.apache.rocketmq.auth.authentication.provider.DefaultAuthenticationProvider',
    authenticationMetadataProvider: 'org.apache.rocketmq.proxy.auth.ProxyAuthenticationMetadataProvider',
    enableAclRpcHookForClusterMode: true,
    innerClientAuthenticationCredentials: JSON.stringify(credentials),
    authorizationEnabled: true,
    authorizationProvider: 'org.apache.rocketmq.auth.authorization.provider.DefaultAuthorizationProvider',
    authorizationMetadataProvider: 'org.apache.rocketmq.proxy.auth.ProxyAuthorizationMetadataProvider',
  }
}
