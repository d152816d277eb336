/**
 * The door of the sign-in pages: asks the policy of where somebody signs in.
 *
 * @module
 */
import type { Directory, Instance, User } from '../identity-center/directory.ts'
import { accountId, type Principal } from '../principals.ts'
import { type Received, Refusal, single } from '../service.ts'
import { type Phase, type SigninAction, verdict } from '../signin-policy/admits.ts'
import { checkedNetwork, defaultNetwork, type Network, networkHeader } from '../signin-policy/network.ts'
import { rolePrincipal } from '../sso-portal/role-principal.ts'
import type { ControlStore } from './store.ts'

export class ConsoleGate {
  /** Where all browsers and clients are that do not say where they are. */
  network: Network = defaultNetwork
  readonly #store: ControlStore

  constructor(store: ControlStore) {
    this.#store = store
  }

  /** Where a request comes from: what its header says, or where everybody is. */
  networkOf(request: Received): Network {
    const header = single(request, networkHeader)
    if (header === undefined) return this.network
    try {
      return checkedNetwork(JSON.parse(header))
    } catch (error) {
      const words = `${networkHeader} is not a network: ${error instanceof Error ? error.message : ''}`
      const headers = { 'Content-Type': 'text/plain; charset=utf-8' }
      throw new Refusal({ status: 400, headers, body: words, outcome: 'bad-network', reason: words })
    }
  }

  /**
   * Where somebody is refused; undefined when they are let in.
   *
   * @param region - Where they sign in.
   * @param actions - What they do there.
   */
  refusal(
    principal: Principal,
    region: string,
    network: Network,
    actions: readonly SigninAction[],
    isPortalUser = false,
  ): Phase | undefined {
    const account = accountId(principal)
    if (!this.#store.isEnforced(account, region)) return undefined
    const situation = {
      principal: { arn: principal.arn, accountId: account, isPortalUser },
      network: { ...network, requestedRegion: network.requestedRegion ?? region },
    }
    const found = verdict(this.#store.policyOf(account, region), true, situation, actions)
    return found.admitted ? undefined : found.phase
  }

  /** Where the page of IAM Identity Center refuses a user; undefined when it lets them in. */
  portalRefusal(
    {
      directory,
      instance,
      user,
    }: { readonly directory: Directory; readonly instance: Instance; readonly user: User },
    network: Network,
  ): Phase | undefined {
    const roles = directory
      .accountsOf(instance, user)
      .filter((account) => this.#store.isEnforced(account.accountId, instance.region) || this.#asksEvery)
      .flatMap((account) => directory.rolesOf(user, account).map((role) => ({ account, role })))
    const refusals = roles.map(({ account, role }) => {
      const principal = rolePrincipal(account, role.roleName, user)
      return this.refusal(principal, instance.region, network, portalActions, true)
    })
    const caught = refusals.filter((phase) => phase !== undefined)
    return this.#asksEvery && caught.length < refusals.length ? undefined : caught[0]
  }

  get #asksEvery(): boolean {
    return this.#store.settings.portalUsers === 'every-account'
  }
}

const portalActions: readonly SigninAction[] = ['signin:Authenticate', 'signin:AuthorizeOAuth2Access']
