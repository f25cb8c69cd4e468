import type { Card, Form, Answer, Choice } from './card.ts';

export type PlatformName = 'console' | 'slack' | 'discord';
/** Where something is said. */
export interface Place { platform: PlatformName; id: string; kind: 'channel' | 'room' | 'direct'; thread?: string }
/** A message that was posted: enough to edit it for ever after. */
export interface Posted { place: Place; id: string }
export interface Health { ok: boolean; detail: string; /** It works, but this needs mending, each with its fix. */ amiss?: readonly string[] }

export interface SayOptions {
  /** Stable for all attempts: a message with this key is found again, never posted twice. */
  key: string;
  /** User ids to ping; nobody else is ever pinged, whatever the texts say. */
  mentions?: readonly string[];
  /** Whoever is mentioned (with `tell`: told) is being paged: heard until the page is over, where the platform can do that. */
  pages?: boolean;
}

/** A war room as it should be. */
export interface NewRoom {
  name: string;
  title: string;
  topic: string;
  /** Stable for all attempts: a room that was made with this key is adopted, never made twice. */
  key: string;
  /** Only for whoever is invited. */
  isPrivate: boolean;
  /** What people need at hand there: runbook, dashboard. */
  links: readonly { label: string; url: string }[];
}

/** Everything a platform can do; none is optional: what it lacks it does plainly. */
export interface Platform {
  name: PlatformName;
  health(): Health;
  places: {
    open(room: NewRoom): Promise<Place>;
    /** Where what people need at hand is not part of opening: one step of it, counted from 0. @returns false when there is no such step */
    furnish?(place: Place, room: NewRoom, step: number): Promise<boolean>;
    close(place: Place, farewell: Card): Promise<void>;
    /**
     * Only those who were invited see it from now on.
     * @param bare a name that says nothing, for a place that cannot be hidden and is to be left
     * @returns false when the platform cannot do that to an open place: then neither its name nor its topic says anything any more
     */
    hide(place: Place, bare: { name: string }): Promise<boolean>;
    invite(place: Place, userIds: readonly string[]): Promise<{ failed: { userId: string; why: string }[] }>;
    /** Who is invited hears nothing of it from the platform itself: they are to be called by name there. */
    invitesSilently?: true;
    pin(posted: Posted): Promise<void>;
    link(place: Place): string | undefined;
  };
  say(place: Place, card: Card, options: SayOptions): Promise<Posted>;
  /** @param how.awaited false: nobody waits for it, and what people wait for goes first */
  edit(posted: Posted, card: Card, how?: { awaited: boolean }): Promise<void>;
  /** Milliseconds for which the platform's rates would put off a change there that nobody waits for, as far as is known without asking. */
  editsIn(posted: Posted): number;
  /** A direct message to one of our users. @throws AppError not_found when the person has no account here; whatever else keeps it from them */
  tell(userId: string, card: Card, options: SayOptions): Promise<Posted>;
  /** Who of these shows that they are not to be disturbed now. */
  resting(userIds: readonly string[]): Promise<ReadonlySet<string>>;
  /**
   * Makes these people, as far as they have an account here, the members of a group that can be mentioned. Where none of them has, it
   * stays as it is: it is never emptied. @returns who has no account here
   */
  syncGroup(group: string, userIds: readonly string[]): Promise<readonly string[]>;
  /** Whoever we put into a group that no team names any more, or who is nobody here now, is taken out again. */
  leaveGroups(): Promise<void>;
  /** After an answer was lost: was it carried out? */
  findByKey(place: Place, key: string): Promise<Posted | undefined>;
}

/** How a platform hands a phrase, a click, a submitted form, a completion to the one dispatcher. */
export interface Dispatch {
  phrase(from: Speaker, text: string): Promise<Answer>;
  press(from: Speaker, command: string, args: Readonly<Record<string, string>>): Promise<Answer>;
  submit(from: Speaker, form: Pick<Form, 'command' | 'args'>, values: Readonly<Record<string, string>>): Promise<Answer>;
  complete(from: Speaker, text: string): Promise<readonly Choice[]>;
  /** Completion of one field of a form or of one native option. @param around what the others say so far */
  completeField(from: Speaker, command: string, field: string, typed: string, around?: Readonly<Record<string, string>>): Promise<readonly Choice[]>;
}
/** Who speaks, and where: one of our users (the platform resolved them), or somebody of a chat platform whom nobody linked. */
export type Speaker = ({ userId: string; visitor?: undefined } | { userId?: undefined; visitor: Visitor }) & { /** Groups that the platform's roles stand for while they speak. */ groups?: readonly string[]; place?: Place; incident?: string; via: 'console' | 'slack' | 'discord' | 'api' | 'cli'; ip?: string };
/** A chat identity without an account here. Members of the home workspace may look (setting); guests and strangers may not. */
export interface Visitor { platform: 'slack' | 'discord'; chatUserId: string; name: string; isMember: boolean; email?: string }
