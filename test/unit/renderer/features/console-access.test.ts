import { describe, expect, it } from 'vitest'
import {
  filledIn,
  noPieces,
  withAdded,
  withAuthorization,
  withoutAdded,
  withRemoved,
} from '../../../../renderer/features/console-access/access-wish.ts'
import { markedWords } from '../../../../renderer/features/console-access/marked-words.ts'
import {
  chosenProfile,
  profilesWithKeys,
} from '../../../../renderer/features/console-access/profile-choice.ts'
import { stepStates } from '../../../../renderer/features/console-access/step-states.ts'

import { profileView } from '../../../fakes/profile-view.ts'

const office = { sourceIp: '203.0.113.0/24' }

describe('a wish for console access', () => {
  it('is none once everything that was wished for is taken back', () => {
    const on = withAuthorization(undefined, 'on')
    const both = withAdded(on, office)
    const gone = withRemoved(both, 'sid', true)
    expect(gone).toEqual({ ...noPieces, authorization: 'on', add: [office], remove: ['sid'] })
    const back = withRemoved(withoutAdded(withAuthorization(gone, null), 0), 'sid', false)
    expect(back).toBeUndefined()
  })

  it('asks for the removal of a statement once', () => {
    const once = withRemoved(undefined, 'sid', true)
    expect(withRemoved(once, 'sid', true)).toEqual(once)
  })

  it('gives an edited file, or an undo, up for the first piece', () => {
    expect(withAdded({ kind: 'undo', change: null }, office)).toEqual({ ...noPieces, add: [office] })
  })
})

describe('filledIn', () => {
  it('leaves out what is blank, and the blanks round the rest', () => {
    expect(filledIn({ sourceIp: ' 203.0.113.0/24 ', sourceVpc: '  ', requestedRegion: undefined })).toEqual(
      office,
    )
  })
})

describe('markedWords', () => {
  const codes = (sentence: string) =>
    markedWords(sentence).flatMap(({ text, isCode }) => (isCode ? [text] : []))

  it('sets values apart, and loses nothing', () => {
    const sentence =
      'Sign-in is refused unless the request comes from 203.0.113.0/24 or 2001:db8::/32, or from VPC vpc-0a1b2c3d in eu-central-1, except for arn:aws:iam::111122223333:role/BreakGlass.'
    expect(codes(sentence)).toEqual([
      '203.0.113.0/24',
      '2001:db8::/32',
      'vpc-0a1b2c3d',
      'eu-central-1',
      'arn:aws:iam::111122223333:role/BreakGlass',
    ])
    expect(
      markedWords(sentence)
        .map(({ text }) => text)
        .join(''),
    ).toBe(sentence)
  })

  it('takes hostile text as words (T17)', () => {
    expect(markedWords('<img src=x onerror=alert(1)>')).toEqual([
      { text: '<img src=x onerror=alert(1)>', isCode: false },
    ])
  })
})

describe('stepStates', () => {
  const step = {
    do: 'wait',
    operation: null,
    text: '',
    undo: null,
    clientToken: null,
    state: 'planned',
  } as const
  const steps = [step, step, step]

  it('goes by the progress until there is a result', () => {
    const progress = { text: '', done: 1, total: 3 }
    expect(stepStates(steps, { progress, outcome: null }, undefined)).toEqual(['done', 'sent', 'planned'])
    expect(stepStates(steps, undefined, undefined)).toEqual(['planned', 'planned', 'planned'])
  })

  it('goes by the result as soon as there is one', () => {
    const result = {
      steps: [
        { ...step, state: 'done' as const },
        { ...step, state: 'failed' as const },
      ],
    }
    expect(stepStates(steps, undefined, result)).toEqual(['done', 'failed', 'planned'])
  })
})

describe('chosenProfile', () => {
  const pointer = profileView('default')
  const dev = profileView('dev', { state: 'not-signed-in' })
  const prod = profileView('prod', { isDefault: true })
  const lab = profileView('lab')
  const keys = profileView('keys', { source: 'static-keys', isDefault: false })

  it('looks with the profile that [default] follows, and never with the pointer', () => {
    const all = [pointer, dev, lab, prod, keys]
    expect({
      known: profilesWithKeys(all).map(({ name }) => name),
      first: chosenProfile(all, undefined)?.name,
      pointer: chosenProfile(all, 'default')?.name,
      asked: chosenProfile(all, 'dev')?.name,
      gone: chosenProfile(all, 'gone')?.name,
    }).toEqual({ known: ['dev', 'lab', 'prod'], first: 'prod', pointer: 'prod', asked: 'dev', gone: 'prod' })
  })

  it('takes who is signed in before a default that is not, and a [default] of its own like any other', () => {
    const out = { ...prod, state: 'ended' } as const
    const own = profileView('default', { isDefault: true })
    expect([
      chosenProfile([pointer, dev, out, lab], undefined)?.name,
      chosenProfile([dev, out], undefined)?.name,
      chosenProfile([lab, own], undefined)?.name,
      chosenProfile([pointer, keys], undefined),
    ]).toEqual(['lab', 'dev', 'default', undefined])
  })
})
