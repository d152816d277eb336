import { createHash } from 'node:crypto'
import type { AccessKey, AccessKeys } from '../access-keys.ts'
import type { StandInClock } from '../clock.ts'
import type { Principal } from '../principals.ts'

/** An IAM user. */
export interface IamUser {
  readonly name: string
  readonly accountId: string
  /** Serial numbers of its MFA devices. */
  readonly mfaSerials?: readonly string[]
}

/** A role that can be assumed. */
export interface IamRole {
  readonly arn: string
  /** Who may: ARNs of users and of roles, or `arn:aws:iam::ACCOUNT:root` for everyone of an account. */
  readonly trusts: readonly string[]
  readonly externalId?: string
  /** Only with an MFA code. */
  readonly wantsMfa?: boolean
  /** Most seconds that its credentials last; 3600 when left out. */
  readonly mostSeconds?: number
}

export interface IamOptions {
  readonly users?: readonly IamUser[]
  readonly roles?: readonly IamRole[]
  /** Regions in which STS is turned off. */
  readonly disabledRegions?: readonly string[]
}

/** Some of each kind. All made up. */
export const defaultUsers: readonly IamUser[] = [
  { name: 'carla', accountId: '111122223333', mfaSerials: ['arn:aws:iam::111122223333:mfa/carla'] },
  { name: 'robot', accountId: '111122223333' },
]

export const defaultRoles: readonly IamRole[] = [
  {
    arn: 'arn:aws:iam::444455556666:role/Deploy',
    trusts: ['arn:aws:iam::111122223333:root'],
    mostSeconds: 43_200,
  },
  {
    arn: 'arn:aws:iam::444455556666:role/audit/Audit',
    trusts: ['arn:aws:iam::111122223333:root'],
    externalId: 'acme-audit',
  },
  {
    arn: 'arn:aws:iam::444455556666:role/Guarded',
    trusts: ['arn:aws:iam::111122223333:user/carla'],
    wantsMfa: true,
    mostSeconds: 43_200,
  },
  {
    arn: 'arn:aws:iam::777788889999:role/Leaf',
    trusts: ['arn:aws:iam::444455556666:role/Deploy'],
    mostSeconds: 43_200,
  },
]

export interface LongTermKey {
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

/** What was asked of STS. */
export interface StsCall {
  readonly action: string
  /** ARN of who signed. */
  readonly by: string
  readonly region: string
  /** Without the MFA code. */
  readonly parameters: Readonly<Record<string, string>>
}

const windowInMilliseconds = 30_000

/** The IAM of one stand-in: users with long-term keys and MFA devices, and roles. */
export class Iam {
  readonly roles: readonly IamRole[]
  readonly calls: StsCall[] = []
  disabledRegions: readonly string[]
  readonly #users: readonly IamUser[]
  readonly #keys: AccessKeys
  readonly #clock: StandInClock
  /** Codes that were taken: each works once. */
  readonly #used = new Set<string>()

  constructor(options: IamOptions, parts: { readonly keys: AccessKeys; readonly clock: StandInClock }) {
    this.#users = options.users ?? defaultUsers
    this.roles = options.roles ?? defaultRoles
    this.disabledRegions = options.disabledRegions ?? []
    this.#keys = parts.keys
    this.#clock = parts.clock
  }

  /** A new long-term key of a user. @throws TypeError when there is no such user. */
  createKey(userName: string): LongTermKey {
    const user = this.#users.find(({ name }) => name === userName)
    if (!user) throw new TypeError(`No IAM user ${userName}.`)
    const { accessKeyId, secretAccessKey } = this.#keys.issueLongTerm(principalOf(user))
    return { accessKeyId, secretAccessKey }
  }

  /** From now on AWS does not know this key. */
  deactivateKey(accessKeyId: string): void {
    this.#keys.remove(accessKeyId)
  }

  /** The six digits that a device shows now. */
  codeOf(serial: string, windowsAhead = 0): string {
    const window = Math.floor(this.#clock.now() / windowInMilliseconds) + windowsAhead
    const digest = createHash('sha256').update(`${serial} ${window}`).digest()
    return String(digest.readUInt32BE(0) % 1_000_000).padStart(6, '0')
  }

  /** Takes a code of a device of this user; of the window before and after, too, as AWS does. */
  takesCode({ principal }: AccessKey, serial: string, code: string): 'taken' | 'wrong' | 'foreign' {
    const user = this.#users.find((each) => principalOf(each).arn === principal.arn)
    if (!user?.mfaSerials?.includes(serial)) return 'foreign'
    const isNow = [-1, 0, 1].some((ahead) => this.codeOf(serial, ahead) === code)
    const key = `${serial} ${code}`
    if (!isNow || this.#used.has(key)) return 'wrong'
    this.#used.add(key)
    return 'taken'
  }

  role(arn: string): IamRole | undefined {
    return this.roles.find((role) => role.arn === arn)
  }
}

/** Whether a role's trust names this principal. */
export function isTrusted(role: IamRole, principal: Principal): boolean {
  const [, , , , account = '', ...rest] = principal.arn.split(':')
  const [kind, name] = rest.join(':').split('/')
  const whose = [principal.arn, `arn:aws:iam::${account}:root`]
  if (kind === 'assumed-role') whose.push(`arn:aws:iam::${account}:role/${name}`)
  return role.trusts.some((trusted) => whose.includes(trusted))
}

function principalOf({ name, accountId }: IamUser): Principal {
  const digest = createHash('sha256').update(`${accountId} ${name}`).digest('hex')
  return {
    key: `iam:${name}`,
    arn: `arn:aws:iam::${accountId}:user/${name}`,
    userId: `AIDA${digest.slice(0, 17).toUpperCase()}`,
    kind: 'user',
    name,
    accountName: accountId,
  }
}
