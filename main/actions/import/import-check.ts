/**
 * `doctor` on the AWS CLI's own sign-ins: what lies open, what Signet could take over, and files that nothing can read any
 * more.
 *
 * @module
 */
import type { Said } from '../../../preload/contract/said.ts'
import { say } from '../../kernel/say.ts'
import type { AwsFiles } from '../config/aws-files.ts'
import type { Check } from '../upkeep/diagnose.ts'
import { finding } from '../upkeep/finding.ts'
import { type ScanDependencies, type SkippedFile, scanCliCaches } from './import-scan.ts'

/** What is wrong with a cache file, in words that quote nothing of it. */
export const cacheFaultWords: Readonly<Record<SkippedFile['fault'], string>> = {
  torn: 'is empty or cut short',
  'not-json': 'is damaged',
  foreign: 'is not a sign-in of the AWS CLI',
  incomplete: 'has no whole sign-in in it',
  'key-unusable': 'has a key that cannot be used',
  unreadable: 'cannot be read',
}

/** The AWS CLI keeps its own sign-ins as files that any program can read; Signet never does. */
export function cliCachesCheck(
  dependencies: ScanDependencies & { readonly awsFiles: Pick<AwsFiles, 'read'> },
): Check {
  const subject = 'AWS CLI sign-ins'
  return {
    subject,
    async look(asking) {
      const { shared } = await dependencies.awsFiles.read(asking)
      const { logins, tokens, registrations, skipped } = await scanCliCaches(dependencies, asking, shared)
      const findings = skipped.map(({ path, fault }) => {
        const text = say('cli-cache-fault', { path, fault }, `${path} ${cacheFaultWords[fault]}`)
        if (fault === 'foreign') return finding(subject, 'note', text)
        return finding(subject, 'warning', text, advice(fault))
      })
      const signIns = logins.length + tokens.length
      if (signIns > 0) return [...findings, finding(subject, 'warning', inTheClear(signIns), takeOver)]
      if (registrations.length > 0) {
        return [...findings, finding(subject, 'note', leftOver(registrations.length), nothingToDo)]
      }
      if (findings.length > 0) return findings
      return [finding(subject, 'ok', say('cli-none', {}, 'none kept in the clear'))]
    },
  }
}

function inTheClear(count: number): Said {
  const what = count === 1 ? '1 sign-in of the AWS CLI is' : `${count} sign-ins of the AWS CLI are`
  const text = `${what} in the clear, readable to any program of yours; Signet could take ${count === 1 ? 'it' : 'them'} over`
  return say('cli-sign-ins', { count }, text)
}

/** Signing out with the AWS CLI would end at AWS what Signet has taken over, so the files are deleted. */
const takeOver = say(
  'cli-take-over',
  { look: 'signet import --dry-run', take: 'signet import' },
  'See what there is: signet import --dry-run. Take over with "signet import", then delete the files.',
)

function leftOver(count: number): Said {
  const what = count === 1 ? '1 client registration' : `${count} client registrations`
  return say('cli-registrations', { count }, `${what} of the AWS CLI, without a sign-in`)
}

const nothingToDo = say('cli-nothing-to-do', {}, 'Nothing needs to be done.')

function advice(fault: SkippedFile['fault']): Said {
  return fault === 'unreadable'
    ? say('cli-cache-owner', {}, 'Check the owner and permissions of the file and its folder.')
    : say('cli-cache-delete', {}, 'The AWS CLI fails over it. Delete the file, then sign in again.')
}
