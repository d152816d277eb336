import { describe, expect, it } from 'vitest'
import { environmentEffects } from '../../../../main/config/environment-names.ts'

const found = (...names: string[]) => environmentEffects(names).map(({ names: all, kind }) => [kind, ...all])

describe('environmentEffects', () => {
  it('has nothing to say of other variables', () => {
    expect(found('PATH', 'HOME', 'AWS_PAGER', 'aws_profile', 'AWS_ENDPOINT_URLS')).toEqual([])
  })

  it('tells what wins from what chooses and what comes last', () => {
    expect(
      found(
        ...['AWS_CONTAINER_CREDENTIALS_FULL_URI', 'AWS_REGION', 'AWS_DEFAULT_PROFILE', 'AWS_PROFILE'],
        ...['AWS_ENDPOINT_URL_S3', 'AWS_ENDPOINT_URL', 'AWS_SECRET_ACCESS_KEY', 'AWS_ACCESS_KEY_ID'],
        ...['AWS_CONFIG_FILE', 'AWS_CA_BUNDLE'],
      ),
    ).toEqual([
      ['wins', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'],
      ['chooses', 'AWS_PROFILE', 'AWS_DEFAULT_PROFILE'],
      ['chooses', 'AWS_CONFIG_FILE'],
      ['wins', 'AWS_REGION'],
      ['wins', 'AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_S3'],
      ['wins', 'AWS_CA_BUNDLE'],
      ['last', 'AWS_CONTAINER_CREDENTIALS_FULL_URI'],
    ])
  })

  it('tells a half of a key from a whole one', () => {
    const [half] = environmentEffects(['AWS_ACCESS_KEY_ID'])
    const [whole] = environmentEffects(['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'])
    expect([
      half?.effect.startsWith('only a part'),
      whole?.effect.startsWith('credentials that go before'),
    ]).toEqual([true, true])
  })
})
