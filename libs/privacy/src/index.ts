/** Pure: what in names, texts, identifiers and numbers tells of a person (ADR 17). */
export {
  isPersonalBytes,
  isPersonalIdentifier,
  isPersonalKey,
  isPersonalText,
  masked,
  personalPath,
  pointerToken,
} from './personal.js';
