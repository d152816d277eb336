import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type EndpointQuery, loadEndpoints } from '../../main/aws/endpoints.ts'
import { AppError } from '../../main/kernel/errors.ts'
import { evaluateRuleSet, type Partitions, type RuleOutcome, type RuleSet } from './endpoint-rule-set.ts'

const models = new URL('../../../shared/models/', import.meta.url)
const absent = !existsSync(models)
const model = <T>(name: string): T => JSON.parse(readFileSync(new URL(name, models), 'utf8')) as T

const kinds = ['data', 'oauth', 'control'] as const
const overrides = [undefined, new URL('http://127.0.0.1:4801/x')]

function queries(partitions: Partitions, ofKinds: readonly EndpointQuery['kind'][]): EndpointQuery[] {
  const regions = [
    ...partitions.partitions.flatMap((partition) => Object.keys(partition.regions)),
    'moon-base-1',
  ]
  return regions.flatMap((region) =>
    ofKinds.flatMap((kind) =>
      [false, true].flatMap((fips) =>
        [false, true].map((dualStack) => ({ region, fips, dualStack, ...(kind ? { kind } : {}) })),
      ),
    ),
  )
}

function oracle(ruleSet: RuleSet, query: EndpointQuery, partitions: Partitions, override?: URL): string {
  const outcome: RuleOutcome = evaluateRuleSet(
    ruleSet,
    {
      Region: query.region,
      UseFIPS: query.fips,
      UseDualStack: query.dualStack,
      Endpoint: override?.href,
      ...(query.kind
        ? { IsControlPlane: query.kind === 'control', IsOAuthEndpoint: query.kind === 'oauth' }
        : {}),
    },
    partitions,
  )
  return 'url' in outcome ? new URL(outcome.url).href : `error: ${outcome.error}`
}

function told(ask: () => URL): string {
  try {
    return ask().href
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return `error: ${error.message.replace(/^AWS has no \S+ endpoint like that: |\.$/g, '')}`
  }
}

describe('loadEndpoints, against the published rule sets', () => {
  it.skipIf(absent).each(['signin', 'sso', 'sso-oidc'] as const)(
    `answers for %s as they do, everywhere${absent ? ' (skipped: the service models are not beside this project)' : ''}`,
    async (service) => {
      const ruleSet = model<RuleSet>(`${service}.endpoint-rule-set-1.json`)
      const partitions = model<Partitions>('partitions.json')
      const asked = queries(partitions, service === 'signin' ? kinds : [undefined])
      const compared = await Promise.all(
        overrides.map(async (override) => {
          const endpoints = await loadEndpoints(service, override ? { [service]: override } : {})
          return asked.map((query) => ({
            query,
            override: override?.href,
            told: told(() => endpoints(query)),
            oracle: oracle(ruleSet, query, partitions, override),
          }))
        }),
      )
      const differing = compared.flat().filter((one) => one.told !== one.oracle)
      console.log(`${service}: ${compared.flat().length} cases compared, ${differing.length} differ`)
      expect(differing).toEqual([])
      expect(compared.flat().length).toBeGreaterThan(300)
    },
  )
})
