/**
 * A card is data; each platform draws it in its own manner. Texts are plain and already in the
 * reader's language; a renderer escapes them, cuts them at its limits and shows times in the reader's zone.
 */
export type Tone = 'critical' | 'high' | 'medium' | 'low' | 'acknowledged' | 'resolved' | 'neutral' | 'good' | 'bad';

/** A piece of running text. Strings are hostile until a renderer escaped them. */
export type Span =
  | string
  | { bold: string }
  | { code: string }
  | { link: string; url: string }
  /** ISO instant; `style` says how much of it matters. */
  | { time: string; style: 'time' | 'datetime' | 'relative' }
  /** A person to be shown by name; pinged only where a message's `mentions` says so. */
  | { person: string; name: string }
  /** A channel, role or account of a chat platform, by its id there: shown as that platform shows it, elsewhere by the id. */
  | { place: string; of: 'slack channel' | 'discord channel' | 'discord role' | 'discord person' };
export type Rich = readonly Span[];

export type Block =
  | { kind: 'text'; text: Rich }
  | { kind: 'facts'; facts: readonly { label: string; value: Rich }[] }
  | { kind: 'list'; items: readonly Rich[] }
  /** `isTelling`: each cell is understood without the name of its column, where the table has to be a list. */
  | { kind: 'table'; columns: readonly string[]; rows: readonly (readonly Rich[])[]; isTelling?: boolean }
  /** Verbatim text with a copy button: snippets, tokens. */
  | { kind: 'code'; code: string; label?: string }
  /** Drawn by us (chat/pictures); `alt` says in words what it shows, for whoever cannot see it. */
  | { kind: 'picture'; svg: string; alt: string };

/**
 * A button is a command with its blanks filled in: `incident/ack` + { incident: 'INC-42' }.
 * Pressing it is the same as typing it.
 */
export interface CommandAction {
  label: string;
  command: string;
  args: Readonly<Record<string, string>>;
  style?: 'primary' | 'danger';
  /** The question that is asked before it is carried out. */
  confirm?: string;
}
export interface LinkAction { label: string; url: string }
export type Action = CommandAction | LinkAction;

export interface Card {
  title: string;
  tone: Tone;
  /** The first line of whatever notifies: at most 90 characters, severity as a word, no emoji. */
  notice: string;
  body: readonly Block[];
  /** At most five buttons, most urgent first. */
  actions: readonly Action[];
  /** Drawn as one select labelled More. */
  more?: readonly CommandAction[];
  /** Small print below the buttons. */
  small?: readonly Rich[];
}

export type FieldKind =
  | 'text' | 'longtext' | 'number' | 'boolean' | 'datetime' | 'secret'
  | 'choice' | 'choices' | 'incident' | 'service' | 'team' | 'user' | 'policy' | 'source';

/** What a platform lets one pick out of all there is on it, where that platform shows the form. */
export type Picked = 'slack channel' | 'slack person' | 'discord channel' | 'discord category' | 'discord role' | 'discord roles' | 'discord person';

export interface Field {
  name: string;
  label: string;
  kind: FieldKind;
  required: boolean;
  value?: string;
  help?: string;
  /** Fixed choices; the noun kinds (incident, service, team, …) complete by asking instead. */
  choices?: readonly Choice[];
  error?: string;
  maxLength?: number;
  /** A text that completes by asking, as the noun kinds do; `open`: something else may be meant as well; `ordered`: it is written, since no list keeps the order. */
  completes?: { several?: true; ordered?: true; open?: true };
  /** Picked instead of typed, by its id there; `none` where what was picked is taken away. */
  picks?: readonly Picked[];
}
export interface Choice { value: string; label: string }

export interface Form {
  title: string;
  command: string;
  /** Values that are settled and travel with the form. */
  args: Readonly<Record<string, string>>;
  intro?: string;
  fields: readonly Field[];
  submit: string;
  /** An error that belongs to no field. */
  error?: string;
}

/** What a command answers. `private` answers are seen by the asker alone. */
export type Answer =
  | {
      kind: 'card'; card: Card; private: boolean;
      /** The answer is to be kept up to date: whenever that incident changes, its place is taken by what this command answers. */
      follow?: { incident?: string; command: string; args: Readonly<Record<string, string>> };
    }
  | { kind: 'form'; form: Form };
