/** How an ONVIF message says that a property stands (ONVIF Core, 9.1 "Properties"). */
export type PropertyOperation = 'Initialized' | 'Changed' | 'Deleted';

export interface OnvifMessage {
  readonly topic: string;
  /** Left out for events that have no state. */
  readonly operation?: PropertyOperation;
  /** The value of the item named in the table, where the topic has one. */
  readonly active?: boolean;
}

/** `begins` and `ends` an incident, or only tells how things stand when somebody subscribes or a device starts. */
export type OnvifMeaning =
  | { readonly what: 'begins' | 'ends'; readonly kind: string }
  | { readonly what: 'state' }
  | { readonly what: 'unknown' };

interface Topic {
  readonly kind: string;
  /** The item of the message that says whether it holds; none for what has no duration. */
  readonly item?: string;
}

/** Topics of ONVIF and the kind of incident each is here. */
export const ONVIF_TOPICS: Readonly<Record<string, Topic>> = {
  'tns1:VideoSource/MotionAlarm': { kind: 'motion', item: 'State' },
  'tns1:RuleEngine/CellMotionDetector/Motion': { kind: 'motion', item: 'IsMotion' },
  'tns1:RuleEngine/LineDetector/Crossed': { kind: 'intrusion' },
  'tns1:RuleEngine/FieldDetector/ObjectsInside': { kind: 'intrusion', item: 'IsInside' },
  'tns1:VideoSource/GlobalSceneChange/ImagingService': { kind: 'camera_tampered', item: 'State' },
  'tns1:VideoSource/ImageTooDark/ImagingService': { kind: 'camera_dark', item: 'State' },
  'tns1:VideoSource/ImageTooBlurry/ImagingService': { kind: 'camera_blurred', item: 'State' },
  'tns1:AudioAnalytics/Audio/DetectedSound': { kind: 'loud_sound' },
  'tns1:Device/Trigger/DigitalInput': { kind: 'panic_button', item: 'LogicalState' },
};

/** `Initialized` repeats how things stand to each new subscriber: taken for an alarm, every reconnection would be one. */
export function onvifMeaning({ topic, operation, active }: OnvifMessage): OnvifMeaning {
  const known = Object.hasOwn(ONVIF_TOPICS, topic) ? ONVIF_TOPICS[topic] : undefined;
  if (!known) return { what: 'unknown' };
  if (operation === 'Initialized') return { what: 'state' };
  if (operation === 'Deleted' || (known.item !== undefined && active === false)) {
    return { what: 'ends', kind: known.kind };
  }
  return { what: 'begins', kind: known.kind };
}
