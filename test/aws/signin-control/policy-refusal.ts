import { pageReply } from '../page-reply.ts'
import type { Reply } from '../service.ts'
import type { Phase } from '../signin-policy/admits.ts'

const words: Readonly<Record<Phase, readonly [title: string, reason: string]>> = {
  'before-sign-in': [
    'Sign-in is refused',
    'The sign-in policy of this account refused you before you could sign in: it does not let this principal sign in from this network.',
  ],
  'after-sign-in': [
    'You were recognised, and then refused',
    'Your sign-in was good, but the sign-in policy of this account does not let you on from this network. Try another network, or ask an administrator.',
  ],
}

/**
 * What a person reads whom a sign-in policy keeps out. They stay on the page: no client is told.
 *
 * @param page - Makes a page of a title and a reason.
 */
export function policyRefusal(phase: Phase, page: (title: string, reason: string) => string): Reply {
  const [title, reason] = words[phase]
  return { ...pageReply(403, page(title, reason), `refused:${phase}`), reason }
}
