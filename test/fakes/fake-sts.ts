import type { ServerTime } from '../../main/aws/server-time.ts'
import type { MfaProof, StsClient, StsCredentials, StsSigner } from '../../main/aws/sts.ts'
import { RefusalError, SessionError, UnavailableError } from '../../main/kernel/errors.ts'
import type { IamUserSession } from '../../main/vault/session-record.ts'
import type { FakeClock } from './fake-clock.ts'

export type StsFault = 'none' | 'down' | 'throttled' | 'denied' | 'expired'

interface Given {
  readonly arn: string
  readonly endsAt: number
  /** The device whose code it was made with. */
  readonly mfa: string | undefined
}

interface User {
  readonly arn: string
  readonly secretAccessKey: string
}

export interface StsCall {
  readonly operation: 'AssumeRole' | 'GetSessionToken' | 'GetCallerIdentity'
  readonly by: string
  readonly seconds?: number | undefined
  readonly roleArn?: string | undefined
  readonly roleSessionName?: string | undefined
  readonly mfa?: string | undefined
  readonly region: string
}

/** STS as far as the broker asks it. Its clock is true: it follows elapsed time and no wall. */
export class FakeSts {
  fault: StsFault = 'none'
  /** Milliseconds that each call takes. */
  latencyInMilliseconds = 0
  readonly calls: StsCall[] = []
  /** Roles that want a session made with this device: role ARN → serial. */
  readonly wantsMfa = new Map<string, string>()
  /** What AWS has ended before its time. */
  readonly revoked = new Set<string>()
  readonly #clock: FakeClock
  readonly #startedAt: number
  readonly #users = new Map<string, User>()
  readonly #given = new Map<string, Given>()
  readonly #codes = new Set<string>()
  #count = 0

  constructor(clock: FakeClock) {
    this.#clock = clock
    this.#startedAt = clock.now() - clock.elapsed()
  }

  now(): number {
    return this.#startedAt + this.#clock.elapsed()
  }

  /** An IAM user with a key, as the vault keeps it. */
  user(name: string, more: Partial<IamUserSession> = {}): IamUserSession {
    const accessKeyId = `AKIA${name.toUpperCase()}`
    const arn = `arn:aws:iam::111122223333:user/${name}`
    const secretAccessKey = `secret-of-${name}`
    this.#users.set(accessKeyId, { arn, secretAccessKey })
    return {
      kind: 'iam-user',
      id: `iam-user:${accessKeyId}`,
      ...{ accessKeyId, secretAccessKey, principalArn: arn, accountId: '111122223333' },
      region: 'eu-central-1',
      signedInAt: this.now(),
      renewedAt: this.now(),
      ...more,
    }
  }

  /** The code that a device shows now: another one every 30 seconds. */
  codeOf(serial: string): string {
    const window = Math.floor(this.now() / 30_000)
    return String((window * 7919 + serial.length) % 1_000_000).padStart(6, '0')
  }

  /** Whose credentials these are, how long they live on, and by which device they were made. */
  check(accessKeyId: string) {
    const given = this.#given.get(accessKeyId)
    return given && { arn: given.arn, mfa: given.mfa, lifeInMilliseconds: given.endsAt - this.now() }
  }

  client(serverTime: ServerTime): StsClient {
    const run = async <T>(call: StsCall, work: () => T): Promise<T> => {
      this.calls.push(call)
      if (this.latencyInMilliseconds > 0) {
        await new Promise<void>((resolve) => this.#clock.schedule(this.latencyInMilliseconds, resolve))
      }
      if (this.fault === 'down') throw new UnavailableError('network-down', 'STS cannot be reached.')
      if (this.fault === 'throttled') throw new UnavailableError('throttled', 'STS throttles.')
      serverTime.learn(new Date(this.now()).toUTCString())
      if (this.fault === 'denied') throw new RefusalError('role-not-assigned', 'STS does not allow it.')
      if (this.fault === 'expired') throw new SessionError('session-expired', 'They have ended.', 'retry')
      return work()
    }
    return {
      assumeRole: (input, signer) => {
        const { roleArn, roleSessionName, durationSeconds: seconds = 3600, mfa } = input
        const call = {
          operation: 'AssumeRole',
          by: signer.credentials.accessKeyId,
          region: signer.region,
        } as const
        return run({ ...call, roleArn, roleSessionName, seconds, mfa: mfa?.serial }, () => {
          const made = this.#signer(signer)
          const device = mfa ? this.#used(mfa) : made.mfa
          const wanted = this.wantsMfa.get(roleArn)
          if (wanted !== undefined && device !== wanted) throw new RefusalError('role-not-assigned', 'no MFA')
          const arn = roleArn.replace(/:iam:(.*):role\//, ':sts:$1:assumed-role/')
          const assumedRoleArn = `${arn}/${roleSessionName}`
          return { ...this.#mint(assumedRoleArn, seconds, undefined), assumedRoleArn }
        })
      },
      getSessionToken: ({ durationSeconds: seconds, mfa }, signer) => {
        const call = { operation: 'GetSessionToken', by: signer.credentials.accessKeyId } as const
        return run({ ...call, seconds, mfa: mfa?.serial, region: signer.region }, () => {
          const { arn } = this.#signer(signer)
          return this.#mint(arn, seconds, mfa && this.#used(mfa))
        })
      },
      getCallerIdentity: (signer) => {
        const call = { operation: 'GetCallerIdentity', by: signer.credentials.accessKeyId } as const
        return run({ ...call, region: signer.region }, () => {
          const { arn } = this.#signer(signer)
          return { arn, accountId: arn.split(':')[4] ?? '', userId: 'AIDA' }
        })
      },
    }
  }

  /** Other services' credentials are taken as good: their own fakes judge those. */
  #signer({ credentials: { accessKeyId, secretAccessKey } }: StsSigner): Omit<Given, 'endsAt'> {
    const user = this.#users.get(accessKeyId)
    if (user && user.secretAccessKey !== secretAccessKey) throw new RefusalError('access-denied', 'signature')
    const given = this.#given.get(accessKeyId)
    if (this.revoked.has(accessKeyId) || (given && given.endsAt <= this.now())) {
      throw new SessionError('session-expired', 'They have ended.', 'retry')
    }
    return {
      arn: user?.arn ?? given?.arn ?? `arn:aws:sts::111122223333:assumed-role/X/${accessKeyId}`,
      mfa: given?.mfa,
    }
  }

  /** The device, when its code is good; it is used up then. */
  #used({ serial, code }: MfaProof): string {
    const key = `${serial} ${code}`
    if (code !== this.codeOf(serial) || this.#codes.has(key)) {
      throw new RefusalError('mfa-failed', 'AWS did not take the code.', 'sign-in')
    }
    this.#codes.add(key)
    return serial
  }

  #mint(arn: string, seconds: number, mfa: string | undefined): StsCredentials {
    this.#count += 1
    const accessKeyId = `ASIASTS${this.#count}`
    const expiration = this.now() + seconds * 1000
    this.#given.set(accessKeyId, { arn, endsAt: expiration, mfa })
    return {
      accessKeyId,
      secretAccessKey: `secret-${this.#count}`,
      sessionToken: `token-${this.#count}`,
      expiration,
    }
  }
}
