/**
 * The activity log and the questions that wait for a person, over a host.
 *
 * @module
 */
import { type Activity, createActivity } from '../broker/activity.ts'
import type { Broker } from '../broker/broker.ts'
import { type ConsentDesk, consentDesk } from '../broker/consent.ts'
import type { Host } from '../host.ts'
import { bindingOf } from '../vault/profile-session.ts'
import type { Vault } from '../vault/vault.ts'

export interface ActivityRooms {
  readonly activity: Activity
  /** Questions that wait for a person. */
  readonly consent: ConsentDesk
}

export function activityRooms(host: Host, vault: Pick<Vault, 'status' | 'contents'>): ActivityRooms {
  const { clock, random, log, processes, activityFile: file } = host
  const principalOf = (profile: string, sessionId: string): string | undefined => {
    const binding = vault.status().state === 'open' ? bindingOf(vault.contents(), profile) : undefined
    if (binding && 'roleArn' in binding) return binding.roleArn
    return binding?.roleName ?? (sessionId.startsWith('arn:') ? sessionId : undefined)
  }
  return {
    activity: createActivity({ file, clock, log, processes, principalOf }),
    consent: consentDesk({ clock, random }),
  }
}

/** The broker, with every sign-in and sign-out written down: however it came about, it comes by here. */
export function recordedBroker(broker: Broker, activity: Activity): Broker {
  return {
    ...broker,
    adopt(session) {
      broker.adopt(session)
      activity.record({ event: 'signed-in', principal: session.id })
    },
    forget(sessionId) {
      broker.forget(sessionId)
      activity.record({ event: 'signed-out', principal: sessionId })
    },
  }
}
