/**
 * Device codes and what became of them.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc8628 RFC 8628}
 * @module
 */
import { randomInt } from 'node:crypto'
import type { StandInClock } from '../clock.ts'
import type { Instance, User } from '../identity-center/directory.ts'
import type { IdentityCenterSettings } from '../identity-center/settings.ts'
import type { Mint } from '../secrets.ts'
import type { Client } from './clients.ts'
import { refuse } from './errors.ts'

export interface DeviceAuthorization {
  readonly deviceCode: string
  readonly userCode: string
  readonly client: Client
  readonly instance: Instance
  readonly expiresAt: number
  /** Undefined while nobody answered. */
  answer: User | 'denied' | undefined
  spent: boolean
  polls: number
  lastPollAt: number
  intervalInSeconds: number
}

// RFC 8628 section 6.1: no vowels, so that no word comes out.
const letters = 'BCDFGHJKLMNPQRSTVWXZ'
const slowDownInSeconds = 5
/** What a timer may be early by. */
const slackInMilliseconds = 50

export class DeviceCodes {
  readonly #clock: StandInClock
  readonly #mint: Mint
  readonly #settings: IdentityCenterSettings
  readonly #byDeviceCode = new Map<string, DeviceAuthorization>()
  readonly #byUserCode = new Map<string, DeviceAuthorization>()

  constructor(parts: {
    readonly clock: StandInClock
    readonly mint: Mint
    readonly settings: IdentityCenterSettings
  }) {
    this.#clock = parts.clock
    this.#mint = parts.mint
    this.#settings = parts.settings
  }

  start(client: Client, instance: Instance): DeviceAuthorization {
    const authorization: DeviceAuthorization = {
      deviceCode: this.#mint.urlSafeSecret('device-code', 86),
      userCode: this.#newUserCode(),
      client,
      instance,
      expiresAt: this.#clock.now() + this.#settings.deviceSeconds * 1000,
      answer: undefined,
      spent: false,
      polls: 0,
      lastPollAt: 0,
      intervalInSeconds: this.#settings.deviceIntervalSeconds,
    }
    this.#byDeviceCode.set(authorization.deviceCode, authorization)
    this.#byUserCode.set(plain(authorization.userCode), authorization)
    return authorization
  }

  /** By the code a person types, in any case, with or without the dash; while it can still be answered. */
  toAnswer(userCode: string): DeviceAuthorization | undefined {
    const authorization = this.#byUserCode.get(plain(userCode))
    return authorization && !authorization.answer && this.#clock.now() < authorization.expiresAt
      ? authorization
      : undefined
  }

  /**
   * One poll of a client.
   *
   * @param answered - What answers without a person, asked while nobody has.
   * @returns Who agreed. The code is used up.
   */
  redeem(
    deviceCode: string,
    clientId: string,
    answered: (authorization: DeviceAuthorization) => User | 'denied' | undefined,
  ): { readonly instance: Instance; readonly user: User } {
    const authorization = this.#byDeviceCode.get(deviceCode)
    if (authorization?.client.clientId !== clientId) {
      throw refuse('InvalidGrantException', 'The device code is not known.')
    }
    if (authorization.spent) throw refuse('InvalidGrantException', 'The device code was used before.')
    const now = this.#clock.now()
    if (now >= authorization.expiresAt) throw refuse('ExpiredTokenException', 'The device code has expired.')
    authorization.polls += 1
    authorization.answer ??= answered(authorization)
    const { answer, instance } = authorization
    if (answer === undefined) throw this.#pending(authorization, now)
    if (answer === 'denied') throw refuse('AccessDeniedException', 'The user said no.')
    authorization.spent = true
    return { instance, user: answer }
  }

  #pending(authorization: DeviceAuthorization, now: number): Error {
    const sinceLast = now - authorization.lastPollAt
    authorization.lastPollAt = now
    const tooSoon = sinceLast < authorization.intervalInSeconds * 1000 - slackInMilliseconds
    if (tooSoon && authorization.polls > this.#settings.deviceFreePolls) {
      // RFC 8628 section 3.5: from here on the client must wait longer.
      authorization.intervalInSeconds += slowDownInSeconds
      return refuse('SlowDownException', `Wait ${authorization.intervalInSeconds} seconds between polls.`)
    }
    return refuse('AuthorizationPendingException', 'The user has not answered yet.')
  }

  #newUserCode(): string {
    const four = (): string => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('')
    const userCode = `${four()}-${four()}`
    return this.#byUserCode.has(plain(userCode)) ? this.#newUserCode() : userCode
  }
}

function plain(userCode: string): string {
  return userCode.toUpperCase().replace(/[^A-Z]/g, '')
}
