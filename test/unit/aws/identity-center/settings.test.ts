import { describe, expect, it } from 'vitest'
import { Directory } from '../../../aws/identity-center/directory.ts'
import { defaultInstance } from '../../../aws/identity-center/organisation.ts'
import { changeSettings, defaultSettings } from '../../../aws/identity-center/settings.ts'

describe('changeSettings', () => {
  it('changes all it is given', () => {
    const settings = { ...defaultSettings }
    changeSettings(settings, { portalRate: 0.5, reuse: { toleratedForSeconds: 9 }, retryAfterSeconds: 1 })
    changeSettings(settings, { retryAfterSeconds: null })
    expect(settings).toEqual({ ...defaultSettings, portalRate: 0.5, reuse: { toleratedForSeconds: 9 } })
  })

  it.each([
    { nothing: 1 },
    { portalRate: -1 },
    { portalRate: '20' },
    { throttleRate: 1.1 },
    { errorRate: null },
    { pageSize: 0 },
    { reuse: 'tolerated' },
    { reuse: { toleratedForSeconds: 0 } },
    { refreshReply: 'none' },
    { deviceSeconds: 1.5 },
  ])('refuses %j, and then changes nothing', (wrong) => {
    const settings = { ...defaultSettings }
    expect(() => changeSettings(settings, { seed: 9, ...wrong })).toThrow(TypeError)
    expect(settings).toEqual(defaultSettings)
  })
})

describe('Directory', () => {
  it.each([
    ['a region that is not served', [defaultInstance('eu-west-1')]],
    [
      'the same start URL twice',
      [
        defaultInstance('us-east-1'),
        { ...defaultInstance('us-east-1'), instanceId: 'ssoins-00000000000000aa' },
      ],
    ],
    [
      'the same id twice',
      [
        defaultInstance('us-east-1'),
        { ...defaultInstance('us-east-1'), startUrl: 'https://x.awsapps.com/start' },
      ],
    ],
  ])('refuses %s', (_what, instances) => {
    expect(() => new Directory(instances, ['us-east-1'])).toThrow(TypeError)
  })
})
