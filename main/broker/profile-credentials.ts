import { SessionError } from '../kernel/errors.ts'
import { own } from '../kernel/own.ts'
import type { Prompts } from '../kernel/ports/prompts.ts'
import type { Vault } from '../vault/vault.ts'
import { forProfile, profileUnknown, sourceGuarded } from './broker-errors.ts'
import { type ConfigPlace, configuredSteps, type ReadConfig, servedAs } from './configured-steps.ts'
import type { Issued } from './held-credentials.ts'
import type { Issuing } from './issuing.ts'
import type { MfaCodes } from './mfa-codes.ts'
import type { ConfiguredSteps, SessionIndex } from './session-index.ts'

interface Asked {
  readonly signal?: AbortSignal | undefined
  readonly prompts?: Prompts | undefined
  readonly place?: ConfigPlace | undefined
}

/** What serves a profile: by the vault, else by the AWS config. */
interface Found {
  readonly profile: string
  readonly configured: ConfiguredSteps | undefined
}

export interface ProfileCredentialsNeeds {
  readonly index: SessionIndex
  readonly issuing: Issuing
  readonly codes: MfaCodes
  readonly readConfig: ReadConfig
  readonly vault: Pick<Vault, 'contents'>
}

/** Credentials by the name of a profile, with a person's help where that is needed and there is one. */
export class ProfileCredentials {
  readonly #needs: ProfileCredentialsNeeds

  constructor(needs: ProfileCredentialsNeeds) {
    this.#needs = needs
  }

  /** What the vault knows is answered without an await of its own. */
  issue(profile: string, asked: Asked): Promise<Issued> {
    const { index, issuing } = this.#needs
    try {
      if (asked.prompts?.ask === undefined && index.isBound(profile)) {
        return issuing.credentials(profile, asked.signal)
      }
    } catch (error) {
      return Promise.reject(error)
    }
    return this.#slowly(profile, asked)
  }

  async supply(profile: string, asked: Asked): Promise<Issued> {
    const found = await this.#find(profile, asked)
    await this.#askForCodes(found, { ...asked, isFresh: true })
    return this.#issued(found, asked)
  }

  async lengthen(profile: string, leastInMilliseconds: number, asked: Asked): Promise<void> {
    const found = await this.#find(profile, asked)
    const { signal } = asked
    await this.#needs.issuing.lengthen(found.profile, leastInMilliseconds, signal, found.configured)
  }

  async #slowly(profile: string, asked: Asked): Promise<Issued> {
    const found = await this.#find(profile, asked)
    try {
      return await this.#issued(found, asked)
    } catch (error) {
      const isCodeMissing = error instanceof SessionError && error.code === 'mfa-needed'
      if (!isCodeMissing || !asked.prompts?.ask) throw forProfile(error, profile)
    }
    await this.#askForCodes(found, { ...asked, isFresh: false })
    return this.#issued(found, asked)
  }

  #issued({ profile, configured }: Found, { signal }: Asked): Promise<Issued> {
    return this.#needs.issuing.credentials(profile, signal, configured)
  }

  async #askForCodes(
    { profile, configured }: Found,
    { prompts, signal, isFresh }: Asked & { readonly isFresh: boolean },
  ): Promise<void> {
    if (!prompts?.ask) return
    const { index, codes } = this.#needs
    const { ask, tell } = prompts
    const question = (asked: { readonly message: string; readonly secret: boolean }) =>
      ask.call(prompts, asked)
    const options = { tell: tell && ((message: string) => tell.call(prompts, message)), signal, isFresh }
    await codes.supply(index.ofProfile(profile, configured), profile, question, options)
  }

  async #find(profile: string, { place, signal }: Asked): Promise<Found> {
    const { index, readConfig } = this.#needs
    if (index.isBound(profile)) return { profile, configured: undefined }
    const config = await readConfig(place)
    signal?.throwIfAborted()
    const name = servedAs(profile, config.profiles)
    if (index.isBound(name)) return { profile: name, configured: undefined }
    if (name !== profile) throw profileUnknown(name)
    const configured = configuredSteps(profile, index, config)
    this.#assertUnguarded(configured)
    return { profile, configured }
  }

  /**
   * SECURITY (T26): whoever can write the AWS config can name any role there. What guards a profile is asked of who asks
   * for that profile, so one that is guarded lends itself to no role that only the config knows.
   */
  #assertUnguarded(configured: ConfiguredSteps): void {
    const { policies = {} } = this.#needs.vault.contents()
    for (const [profile, { source }] of configured) {
      const use = own(policies, source)?.use
      if (use === 'ask' || use === 'deny') throw sourceGuarded(profile, source)
    }
  }
}
