/** Users and policies of ACL 2.0. Every master keeps its own copy, so a change goes to each of them. */
import type { RequestLayout } from '../../protocol/layout.ts'
import { authCreateUser } from '../../requests/3001-auth-create-user.ts'
import { authUpdateUser } from '../../requests/3002-auth-update-user.ts'
import { authDeleteUser } from '../../requests/3003-auth-delete-user.ts'
import { authGetUser } from '../../requests/3004-auth-get-user.ts'
import { authListUser } from '../../requests/3005-auth-list-user.ts'
import { authCreateAcl } from '../../requests/3006-auth-create-acl.ts'
import { authUpdateAcl } from '../../requests/3007-auth-update-acl.ts'
import { authDeleteAcl } from '../../requests/3008-auth-delete-acl.ts'
import { authGetAcl } from '../../requests/3009-auth-get-acl.ts'
import { authListAcl } from '../../requests/3010-auth-list-acl.ts'
import type { AclInfo } from '../../requests/shapes/acl-info.ts'
import type { UserInfo } from '../../requests/shapes/user-info.ts'
import type { CallOptions } from '../../transport/connection.ts'
import type { RequestInput } from '../../transport/exchange.ts'
import type { BrokerNode, Cluster } from '../cluster.ts'
import { callBrokers, mapAnswers, type PerBroker, requireAnswer } from './per-broker.ts'

/** Brokers that a change goes to, and the call's limits. Default: every master. */
export interface AccessOptions extends CallOptions {
  readonly nodes?: readonly BrokerNode[]
}

export class AccessAdmin {
  private readonly cluster: Cluster

  constructor(cluster: Cluster) {
    this.cluster = cluster
  }

  async users(filter = '', options?: AccessOptions): Promise<PerBroker<UserInfo[]>> {
    const result = await this.each(authListUser, { header: { filter } }, options)
    return requireAnswer(mapAnswers(result, ({ body }) => body ?? []))
  }

  /** Undefined on a master that has no such user. */
  async user(username: string, options?: AccessOptions): Promise<PerBroker<UserInfo | undefined>> {
    return mapAnswers(await this.each(authGetUser, { header: { username } }, options), ({ body }) => body)
  }

  createUser(user: UserInfo & { username: string }, options?: AccessOptions): Promise<PerBroker<undefined>> {
    return this.change(authCreateUser, { header: { username: user.username }, body: user }, options)
  }

  updateUser(user: UserInfo & { username: string }, options?: AccessOptions): Promise<PerBroker<undefined>> {
    return this.change(authUpdateUser, { header: { username: user.username }, body: user }, options)
  }

  deleteUser(username: string, options?: AccessOptions): Promise<PerBroker<undefined>> {
    return this.change(authDeleteUser, { header: { username } }, options)
  }

  /** Policies whose subject and resource contain the filters; empty filters give all. */
  async policies(
    filter: { readonly subject?: string; readonly resource?: string } = {},
    options?: AccessOptions,
  ): Promise<PerBroker<AclInfo[]>> {
    const header = { subjectFilter: filter.subject ?? '', resourceFilter: filter.resource ?? '' }
    return requireAnswer(
      mapAnswers(await this.each(authListAcl, { header }, options), ({ body }) => body ?? []),
    )
  }

  /** @param subject such as `User:alice` */
  async policy(subject: string, options?: AccessOptions): Promise<PerBroker<AclInfo | undefined>> {
    return mapAnswers(await this.each(authGetAcl, { header: { subject } }, options), ({ body }) => body)
  }

  createPolicy(acl: AclInfo & { subject: string }, options?: AccessOptions): Promise<PerBroker<undefined>> {
    return this.change(authCreateAcl, { header: { subject: acl.subject }, body: acl }, options)
  }

  updatePolicy(acl: AclInfo & { subject: string }, options?: AccessOptions): Promise<PerBroker<undefined>> {
    return this.change(authUpdateAcl, { header: { subject: acl.subject }, body: acl }, options)
  }

  /** Removes a subject's policies: all, or those of one resource such as `Topic:orders`. */
  deletePolicy(subject: string, resource?: string, options?: AccessOptions): Promise<PerBroker<undefined>> {
    return this.change(authDeleteAcl, { header: { subject, resource } }, options)
  }

  private async each<H, B, R, P>(
    layout: RequestLayout<H, B, R, P>,
    input: RequestInput<H, B>,
    options?: AccessOptions,
  ): ReturnType<typeof callBrokers<H, B, R, P>> {
    const nodes = options?.nodes ?? (await this.cluster.masters(options))
    return await callBrokers(this.cluster, nodes, layout, input, options)
  }

  private async change<H, B, R, P>(
    layout: RequestLayout<H, B, R, P>,
    input: RequestInput<H, B>,
    options?: AccessOptions,
  ): Promise<PerBroker<undefined>> {
    return mapAnswers(await this.each(layout, input, options), () => undefined)
  }
}
