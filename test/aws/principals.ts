/** Who can sign in at the stand-in. */
export interface Principal {
  /** Short name for scripts and the command line. */
  readonly key: string
  readonly arn: string
  /** As `GetCallerIdentity` gives it. */
  readonly userId: string
  readonly kind: 'role' | 'user' | 'root'
  /** What a person reads. */
  readonly name: string
  readonly accountName: string
}

/** The twelve digits in the principal's ARN. */
export function accountId(principal: Principal): string {
  return principal.arn.split(':')[4] ?? ''
}

/** One of each kind, over several accounts. All made up. */
export const defaultPrincipals: readonly Principal[] = [
  {
    key: 'developer',
    arn: 'arn:aws:sts::111122223333:assumed-role/Developer/alice',
    userId: 'AROAEXAMPLEDEVELOPER0:alice',
    kind: 'role',
    name: 'Developer/alice',
    accountName: 'acme-dev',
  },
  {
    key: 'administrator',
    arn: 'arn:aws:sts::444455556666:assumed-role/AWSReservedSSO_AdministratorAccess_0123456789abcdef/alice@example.com',
    userId: 'AROAEXAMPLEADMINISTRA:alice@example.com',
    kind: 'role',
    name: 'AdministratorAccess/alice@example.com',
    accountName: 'acme-prod',
  },
  {
    key: 'read-only',
    arn: 'arn:aws:sts::444455556666:assumed-role/ReadOnly/alice',
    userId: 'AROAEXAMPLEREADONLY00:alice',
    kind: 'role',
    name: 'ReadOnly/alice',
    accountName: 'acme-prod',
  },
  {
    key: 'bob',
    arn: 'arn:aws:iam::111122223333:user/bob',
    userId: 'AIDAEXAMPLEUSERBOB000',
    kind: 'user',
    name: 'bob',
    accountName: 'acme-dev',
  },
  {
    key: 'root',
    arn: 'arn:aws:iam::777788889999:root',
    userId: '777788889999',
    kind: 'root',
    name: 'Root user',
    accountName: 'acme-sandbox',
  },
  {
    key: 'break-glass',
    arn: 'arn:aws:sts::111122223333:assumed-role/BreakGlass/alice',
    userId: 'AROAEXAMPLEBREAKGLASS:alice',
    kind: 'role',
    name: 'BreakGlass/alice',
    accountName: 'acme-dev',
  },
  {
    key: 'emergency',
    arn: 'arn:aws:iam::111122223333:user/EmergencyAdmin',
    userId: 'AIDAEXAMPLEEMERGENCY0',
    kind: 'user',
    name: 'EmergencyAdmin',
    accountName: 'acme-dev',
  },
  {
    key: 'management',
    arn: 'arn:aws:sts::222233334444:assumed-role/OrganizationAdmin/alice',
    userId: 'AROAEXAMPLEORGANIZATN:alice',
    kind: 'role',
    name: 'OrganizationAdmin/alice',
    accountName: 'acme-management',
  },
]

export const actions = [
  'signin:AuthorizeOAuth2Access',
  'signin:CreateOAuth2Token',
  'signin:ExchangeToken',
  'signin:IntrospectOAuth2Token',
  'signin:RevokeOAuth2Token',
  'signin:PutConsoleAuthorizationConfiguration',
  'signin:GetConsoleAuthorizationConfiguration',
  'signin:DeleteConsoleAuthorizationConfiguration',
  'signin:PutResourcePermissionStatement',
  'signin:DeleteResourcePermissionStatement',
  'signin:ListResourcePermissionStatements',
  'signin:GetResourcePolicy',
  'sts:GetCallerIdentity',
  'sts:AssumeRole',
  'sts:GetSessionToken',
] as const

export type Action = (typeof actions)[number]

/** The principals of one stand-in, and what each is denied. */
export class Principals {
  readonly all: readonly Principal[]
  readonly #denied = new Map<string, ReadonlySet<Action>>()

  constructor(all: readonly Principal[]) {
    this.all = all
  }

  /** @throws TypeError when nobody has this key. */
  named(key: string): Principal {
    const principal = this.find(key)
    if (principal) return principal
    throw new TypeError(`No principal ${key}. There are: ${this.all.map((each) => each.key).join(', ')}.`)
  }

  find(key: string): Principal | undefined {
    return this.all.find((each) => each.key === key)
  }

  /** Replaces what was denied; an empty list allows everything again. Without a key it is for all. */
  deny(denied: readonly Action[], key?: string): void {
    const who = key === undefined ? this.all : [this.named(key)]
    for (const principal of who) this.#denied.set(principal.key, new Set(denied))
  }

  may(principal: Principal, action: Action): boolean {
    return this.#denied.get(principal.key)?.has(action) !== true
  }
}
