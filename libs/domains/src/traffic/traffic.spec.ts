import { severityOfDatex } from './severity.js';
import { traffic } from './traffic.js';

/** DATEX II v3.4, types of the classes that have them, as far as they are taken. */
const DATEX: Readonly<Record<string, string>> = {
  AbnormalTraffic: 'stationaryTraffic queuingTraffic slowTraffic heavyTraffic',
  Accident:
    'accident accidentInvolvingHazardousMaterials accidentInvolvingHeavyLorries accidentInvolvingPublicTransport ' +
    'accidentInvolvingTrain collision multipleVehicleAccident secondaryAccident seriousInjuryOrFatalAccident ' +
    'vehicleStuckUnderBridge',
  VehicleObstruction:
    'abandonedVehicle brokenDownVehicle vehicleOnFire vehicleOnWrongCarriageway vehicleStuck emergencyVehicle',
  GeneralObstruction:
    'debris explosion hazardsOnTheRoad industrialAccident objectOnTheRoad peopleOnRoadway shedLoad spillageOnTheRoad',
  EnvironmentalObstruction:
    'fallenTrees flashFloods flooding landslips sewerOverflow seriousFire smokeOrFumes stormDamage subsidence',
  InfrastructureDamageObstruction:
    'burstPipe burstWaterMain collapsedSewer damagedBridge damagedRoadSurface fallenPowerCables gasLeak',
  DisturbanceActivity: 'attack crowd demonstration evacuation march riot securityIncident theft',
  EquipmentOrSystemFault:
    'anprCameras cctvCameras streetLighting trafficSignals trafficLightSets variableMessageSigns',
};
const WITHOUT_TYPES =
  'AnimalPresenceObstruction AuthorityOperation PublicEvent PoorEnvironmentConditions WeatherRelatedRoadConditions ' +
  'NonWeatherRelatedRoadConditions ConstructionWorks MaintenanceWorks RoadsideAssistance ' +
  'GeneralInstructionOrMessageToRoadUsers GeneralNetworkManagement ReroutingManagement ' +
  'RoadOrCarriagewayOrLaneManagement SpeedManagement RoadOperatorServiceDisruption ServiceDisruption TransitInformation';

describe('the incidents of traffic', () => {
  it('are the situation records of DATEX II v3.4, each once', () => {
    const expected = [
      ...Object.entries(DATEX).flatMap(([name, types]) => types.split(' ').map((type) => `${name}/${type}`)),
      ...WITHOUT_TYPES.split(' '),
    ];
    expect(traffic.incidents!.map(({ standard }) => standard).sort()).toEqual(expected.sort());
  });

  it.each([
    ['highest', 1],
    ['high', 2],
    ['medium', 3],
    ['low', 4],
    ['lowest', 4],
    ['none', 4],
    ['unknown', undefined],
    ['toString', undefined],
  ])('DATEX II v3.4: severity %s is %p', (word, severity) => {
    expect(severityOfDatex(word)).toBe(severity);
  });
});

describe('the feeds of traffic', () => {
  // A fleet for a province of 2.7 million, sized from the published numbers of Bình Dương's cameras and junctions.
  it.each([
    ['camera-heartbeat', 60],
    ['detector-lanes', 10],
    ['plate-reader-counts', 3.417],
    ['signal-controllers', 25],
    ['message-signs', 1],
    ['buses', 13.333],
  ])('%s gives %d reports a second', (name, rate) => {
    const { devices, valuesPerReport, periodSeconds } = traffic.feeds!.find((feed) => feed.name === name)!;
    expect((devices * valuesPerReport) / periodSeconds).toBeCloseTo(rate, 3);
  });
});
