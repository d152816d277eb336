/**
 * Sign-In's control plane as one whole: its settings, what is put there, and the door that goes by it.
 *
 * @module
 */
import type { AccessKeys } from '../access-keys.ts'
import type { StandInClock } from '../clock.ts'
import type { ServiceModel } from '../model.ts'
import type { Principals } from '../principals.ts'
import type { Service } from '../service.ts'
import type { SigninPolicy } from '../signin-policy/admits.ts'
import { checkedNetwork, defaultNetwork, type Network } from '../signin-policy/network.ts'
import { PageTokens } from '../sso-portal/page-tokens.ts'
import { ConsoleGate } from './gate.ts'
import { defaultOrganization, type Organization, Organizations } from './organization.ts'
import { signinControlService } from './service.ts'
import { changeSettings, defaultSettings, type SigninControlSettings } from './settings.ts'
import type { StatementInput } from './statement.ts'
import { ControlStore } from './store.ts'

export interface SigninControlOptions extends Partial<SigninControlSettings> {
  /** One with two of the default accounts when left out. */
  readonly organizations?: readonly Organization[]
  /** Where everybody is from the start. */
  readonly network?: Network
}

/** Credentials as they were handed out, without a browser. */
export interface HandedKey {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  /** Absent from a key without an end. */
  readonly sessionToken?: string
  /** ISO 8601. */
  readonly expiration?: string
}

interface Shared {
  readonly clock: StandInClock
  readonly keys: AccessKeys
  readonly principals: Principals
  readonly model: ServiceModel | undefined
}

export class SigninControl {
  readonly gate: ConsoleGate
  /** May be changed at any time, best by `change`. */
  readonly settings: SigninControlSettings = { ...defaultSettings }
  readonly #store: ControlStore
  readonly #shared: Shared
  readonly #pages = new PageTokens()

  constructor(options: SigninControlOptions, shared: Shared) {
    const { network, organizations, ...settings } = options
    changeSettings(this.settings, settings)
    this.#shared = shared
    this.#store = new ControlStore({
      settings: this.settings,
      organizations: new Organizations(organizations ?? [defaultOrganization]),
      clock: shared.clock,
    })
    this.gate = new ConsoleGate(this.#store)
    this.setNetwork(network)
  }

  service(region: string): Service {
    const { clock, keys, model, principals } = this.#shared
    return signinControlService({
      ...{ region, clock, keys, principals, model },
      controlStore: this.#store,
      statementPages: this.#pages,
    })
  }

  /** Changes settings by name. @throws TypeError that names the first at fault. */
  change(settings: Readonly<Record<string, unknown>>): void {
    changeSettings(this.settings, settings)
  }

  get organizations(): readonly Organization[] {
    return this.#store.organizations.all
  }

  /** Where every browser and client is from now on that does not say so itself; a public address when left out. */
  setNetwork(network: unknown): void {
    this.gate.network = checkedNetwork(network ?? defaultNetwork)
  }

  /** Targets where console authorization is on, as their home region has it. */
  enabledTargets(): readonly string[] {
    return [...this.#store.seenFrom().enabled].sort()
  }

  isEnforced(accountId: string): boolean {
    return this.#store.isEnforced(accountId)
  }

  statementsOf(accountId: string): readonly { readonly sid: string; readonly input: StatementInput }[] {
    return this.#store.statementsOf(accountId).map(({ input, sid }) => ({ sid, input }))
  }

  policyOf(accountId: string): SigninPolicy {
    return this.#store.policyOf(accountId)
  }

  /**
   * Credentials of a principal, as somebody holds them who needs no browser.
   *
   * @param principal - By its key.
   * @param options.longTerm - A key without an end; for users and root users alone.
   * @param options.seconds - How long a session's credentials are good; 3600 when left out.
   * @throws TypeError
   */
  accessKey(
    principal: string,
    options: { readonly longTerm?: boolean; readonly seconds?: number } = {},
  ): HandedKey {
    const { clock, keys, principals } = this.#shared
    const who = principals.named(principal)
    if (options.longTerm) {
      if (who.kind === 'role') throw new TypeError(`A role such as ${principal} has no key without an end.`)
      const { accessKeyId, secretAccessKey } = keys.issueLongTerm(who)
      return { accessKeyId, secretAccessKey }
    }
    const expiresAt = clock.now() + (options.seconds ?? 3600) * 1000
    const { accessKeyId, secretAccessKey, sessionToken = '' } = keys.issue(who, expiresAt)
    return { accessKeyId, secretAccessKey, sessionToken, expiration: new Date(expiresAt).toISOString() }
  }
}
