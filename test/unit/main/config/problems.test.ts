import { describe, expect, it } from 'vitest'
import { findConfigProblems } from '../../../../main/config/problems.ts'
import { type ConfigText, decodeConfigText } from '../../../../main/config/text.ts'
import { fileVectors } from './vectors.ts'

const empty: ConfigText = { text: '', encoding: 'utf-8' }

function problemsOf(config: string, credentials = '') {
  return findConfigProblems({
    config: { text: config, encoding: 'utf-8' },
    credentials: { text: credentials, encoding: 'utf-8' },
  }).problems
}

describe('findConfigProblems', () => {
  it.each(fileVectors)('finds in $name what there is to find', ({ file, text, problems, awsCliRefuses }) => {
    const report = findConfigProblems({
      config: empty,
      credentials: empty,
      [file]: { text, encoding: 'utf-8' },
    })
    expect(report.problems.map(({ kind }) => kind)).toEqual(problems)
    expect(report.awsCliRefuses[file]).toBe(awsCliRefuses)
    expect(report.problems.every((problem) => problem.file === file)).toBe(true)
  })

  it('gives the line, both readings and a way out', () => {
    expect(problemsOf('[profile a]\nregion = x\n\n[profile a]\noutput = json\n')).toEqual([
      {
        file: 'config',
        line: 4,
        severity: 'error',
        kind: 'duplicate-section',
        subject: 'profile a',
        problem: 'The section [profile a] is there a second time.',
        specification: 'Makes one section of both; the last value of a key counts.',
        awsCli: 'Refuses the whole file, for every profile.',
        fix: 'Move the settings below the first header of that name and remove this one.',
      },
    ])
  })

  it('says which of two sources wins where', () => {
    const config = '[profile a]\ncredential_process = /x\nlogin_session = arn:aws:iam::1:user/u\n'
    expect(problemsOf(config)).toMatchObject([
      {
        line: 2,
        kind: 'two-sources',
        problem:
          'Profile a has 2 sources of credentials: an AWS CLI login session (login_session, config file line 3), a credential process (credential_process, config file line 2).',
        specification: 'JavaScript uses a credential process. SDKs do not agree.',
        awsCli: 'Uses an AWS CLI login session.',
      },
    ])
  })

  it('looks at a profile across both files', () => {
    const credentials = '[a]\naws_access_key_id = A\naws_secret_access_key = B\n'
    expect(problemsOf('[profile a]\ncredential_process = /x\n', credentials)).toMatchObject([
      { file: 'config', line: 2, kind: 'two-sources' },
    ])
  })

  it('reports bytes that are not UTF-8', () => {
    const config = decodeConfigText(new Uint8Array([0x5b, 0x61, 0x5d, 0xff, 0x0a]))
    const report = findConfigProblems({ config, credentials: empty })
    expect(report.awsCliRefuses).toEqual({ config: true, credentials: false })
    expect(report.problems[0]).toMatchObject({ line: 1, kind: 'not-utf-8' })
  })

  it('repeats no value of the file, and no control character of a name', () => {
    const secret = 'wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY'
    const broken = `aws_secret_access_key ${secret}`
    const text = `x = 1\n[profile a\u001b]\n${broken}=\n${secret}==\n${secret}:\n${broken}\naws_secret_access_key: ${secret}\nA_Secret = ${secret} # ${secret}\n = ${secret}\nk = v\n  ${broken}\n`
    const shown = JSON.stringify(problemsOf(text, `${text}password hunter2 = x\n`))
    expect(shown).not.toContain(secret)
    expect(shown).not.toContain('hunter2')
    expect(shown).not.toContain('\\u001b]')
  })
})
