/** Types of the SeedQA widget: `window.SeedQA`, its element and its events. */

export type Language = "ru" | "en";

/** Whether the cited words bear what is said; `reason` names the check that decided. */
export interface Verdict {
  status: "supported" | "partial" | "unsupported";
  reason: string;
}

/** Words of a document, exactly; `start`, `end` and `focus` count Unicode code points. */
export interface Citation {
  number: number;
  document_id: string;
  title: string;
  language: string;
  date: string | null;
  source: string | null;
  url: string | null;
  start: number;
  end: number;
  quote: string;
  /** The words that answer. */
  focus: [number, number] | null;
  verdict: Verdict | null;
  /** The same citation in the text that this one translates. */
  original: Citation | null;
}

export interface Sentence {
  text: string;
  /** Numbers of the citations it rests on. */
  citations: number[];
  /** Whether it says how the question was understood, and so rests on none. */
  remark: boolean;
}

/** An answer, or an honest refusal (`answered` is false) with the nearest passages. */
export interface Answer {
  question: string;
  language: Language;
  answered: boolean;
  short: string | null;
  sentences: Sentence[];
  citations: Citation[];
  related: Citation[];
  /** From 0 to 1. */
  confidence: number;
  certainty: "sure" | "unsure" | "none";
  answerer: string;
  model: string | null;
  timings_ms: Record<string, number>;
  /** The question that was answered, where that isn't as it was written. */
  understood: string | null;
}

export interface Feedback {
  answer: Answer;
  /** Null where it is taken back. */
  rating: "up" | "down" | null;
  comment: string;
}

/** Why there is no answer, in the visitor's language. */
export interface Problem {
  detail: string;
  code?: string;
  status?: number;
}

export interface SeedQAEventMap {
  /** `id` names the answer for feedback. */
  "seedqa:answer": CustomEvent<Answer & { id: string }>;
  "seedqa:feedback": CustomEvent<Feedback>;
  "seedqa:open": CustomEvent<null>;
  "seedqa:close": CustomEvent<null>;
  "seedqa:error": CustomEvent<Problem>;
}

export interface SeedQAApi {
  readonly element: HTMLElement;
  open(): void;
  close(): void;
  /** Open and ask; gives the answer, or nothing where it was stopped or failed. */
  ask(question: string): Promise<Answer | undefined>;
  /** Begin a new conversation. */
  reset(): void;
  language(code: Language): void;
  theme(name: "auto" | "light" | "dark"): void;
}

declare global {
  interface Window {
    SeedQA?: SeedQAApi;
  }
  interface HTMLElementTagNameMap {
    "seedqa-widget": HTMLElement;
  }
  interface DocumentEventMap extends SeedQAEventMap {}
  interface HTMLElementEventMap extends SeedQAEventMap {}
}
