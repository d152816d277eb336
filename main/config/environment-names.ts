/**
 * What the variables of a terminal do to a profile. Only their names are looked at: some of their values are secrets.
 *
 * @see {@link https://docs.aws.amazon.com/sdkref/latest/guide/environment-variables.html Environment variables}
 * @module
 */

export interface EnvironmentEffect {
  readonly names: readonly string[]
  /** `wins`: goes before what the profile says. `names`: chooses files or the profile. `last`: only where nothing else is. */
  readonly kind: 'wins' | 'chooses' | 'last'
  readonly effect: string
}

interface Rule {
  readonly names: readonly string[] | RegExp
  readonly kind: EnvironmentEffect['kind']
  readonly effect: string
}

const keyPair = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']

const rules: readonly Rule[] = [
  {
    names: ['AWS_WEB_IDENTITY_TOKEN_FILE'],
    kind: 'wins',
    effect: 'a web identity goes before most of what a profile has, in tools that are not given it by name',
  },
  {
    names: ['AWS_PROFILE', 'AWS_DEFAULT_PROFILE'],
    kind: 'chooses',
    effect:
      'chooses the profile of tools that are given none. The AWS CLI and the SDKs look at the first name first, boto3 at the second',
  },
  {
    names: ['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE'],
    kind: 'chooses',
    effect: 'chooses which files are read',
  },
  {
    names: ['AWS_REGION', 'AWS_DEFAULT_REGION'],
    kind: 'wins',
    effect: 'goes before region. The AWS CLI looks at the first name first, boto3 at the second alone',
  },
  {
    names: /^AWS_ENDPOINT_URL(_[A-Z0-9_]+)?$/,
    kind: 'wins',
    effect: 'goes before endpoint_url and services: requests go there',
  },
  {
    names: ['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'],
    kind: 'wins',
    effect: 'may turn endpoint_url, services and AWS_ENDPOINT_URL off',
  },
  { names: ['AWS_CA_BUNDLE'], kind: 'wins', effect: 'goes before ca_bundle' },
  { names: ['AWS_USE_FIPS_ENDPOINT'], kind: 'wins', effect: 'goes before use_fips_endpoint' },
  { names: ['AWS_USE_DUALSTACK_ENDPOINT'], kind: 'wins', effect: 'goes before use_dualstack_endpoint' },
  { names: ['AWS_DEFAULT_OUTPUT'], kind: 'wins', effect: 'goes before output, in the AWS CLI' },
  {
    names: ['AWS_CONTAINER_CREDENTIALS_FULL_URI', 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI'],
    kind: 'last',
    effect: 'is asked only where the profile has no source of credentials',
  },
]

/** @param names - Of every variable that is set and not empty. */
export function environmentEffects(names: Iterable<string>): readonly EnvironmentEffect[] {
  const all = [...names]
  const found = rules.flatMap(({ names: matched, ...rest }): EnvironmentEffect[] => {
    const set = Array.isArray(matched)
      ? matched.filter((name) => all.includes(name))
      : all.filter((name) => matched instanceof RegExp && matched.test(name)).sort()
    return set.length === 0 ? [] : [{ names: set, ...rest }]
  })
  return [...keyEffects(all), ...found]
}

function keyEffects(names: readonly string[]): readonly EnvironmentEffect[] {
  const set = [...keyPair, 'AWS_SESSION_TOKEN'].filter((name) => names.includes(name))
  if (set.length === 0) return []
  const isPair = keyPair.every((name) => set.includes(name))
  const effect = isPair
    ? 'credentials that go before every profile, in tools that are not given one by name. The AWS CLI leaves them out with --profile, JavaScript leaves them out where AWS_PROFILE is set, too'
    : 'only a part of credentials: the AWS CLI and the SDKs fail over it, or pass over it'
  return [{ names: set, kind: 'wins', effect }]
}
