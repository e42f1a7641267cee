import type { IncidentKind } from '../domain.js';

const ABNORMAL: readonly IncidentKind[] = [
  {
    kind: 'traffic_stationary',
    severity: 2,
    standard: 'AbnormalTraffic/stationaryTraffic',
    title: { vi: 'Xe đứng yên', en: 'Stationary traffic' },
  },
  {
    kind: 'traffic_queuing',
    severity: 3,
    standard: 'AbnormalTraffic/queuingTraffic',
    title: { vi: 'Xe xếp hàng dài', en: 'Queuing traffic' },
  },
  {
    kind: 'traffic_slow',
    severity: 4,
    standard: 'AbnormalTraffic/slowTraffic',
    title: { vi: 'Xe đi chậm', en: 'Slow traffic' },
  },
  {
    kind: 'traffic_heavy',
    severity: 4,
    standard: 'AbnormalTraffic/heavyTraffic',
    title: { vi: 'Xe đông', en: 'Heavy traffic' },
  },
];

const ACCIDENTS: readonly IncidentKind[] = [
  {
    kind: 'accident',
    severity: 3,
    standard: 'Accident/accident',
    title: { vi: 'Tai nạn giao thông', en: 'Accident' },
  },
  {
    kind: 'accident_hazardous_materials',
    severity: 1,
    standard: 'Accident/accidentInvolvingHazardousMaterials',
    title: { vi: 'Tai nạn có chất nguy hiểm', en: 'Accident with hazardous materials' },
  },
  {
    kind: 'accident_heavy_lorries',
    severity: 2,
    standard: 'Accident/accidentInvolvingHeavyLorries',
    title: { vi: 'Tai nạn xe tải nặng', en: 'Accident of heavy lorries' },
  },
  {
    kind: 'accident_public_transport',
    severity: 2,
    standard: 'Accident/accidentInvolvingPublicTransport',
    title: { vi: 'Tai nạn xe công cộng', en: 'Accident of public transport' },
  },
  {
    kind: 'accident_train',
    severity: 1,
    standard: 'Accident/accidentInvolvingTrain',
    title: { vi: 'Tai nạn đường sắt', en: 'Accident with a train' },
  },
  {
    kind: 'accident_collision',
    severity: 3,
    standard: 'Accident/collision',
    title: { vi: 'Va chạm', en: 'Collision' },
  },
  {
    kind: 'accident_multiple_vehicles',
    severity: 2,
    standard: 'Accident/multipleVehicleAccident',
    title: { vi: 'Tai nạn liên hoàn', en: 'Accident of several vehicles' },
  },
  {
    kind: 'accident_secondary',
    severity: 2,
    standard: 'Accident/secondaryAccident',
    title: { vi: 'Tai nạn tiếp theo', en: 'Secondary accident' },
  },
  {
    kind: 'accident_serious',
    severity: 1,
    standard: 'Accident/seriousInjuryOrFatalAccident',
    title: { vi: 'Tai nạn có người chết hoặc bị thương nặng', en: 'Serious or fatal accident' },
  },
  {
    kind: 'accident_under_bridge',
    severity: 3,
    standard: 'Accident/vehicleStuckUnderBridge',
    title: { vi: 'Xe mắc kẹt dưới cầu', en: 'Vehicle stuck under a bridge' },
  },
];

const OBSTRUCTIONS: readonly IncidentKind[] = [
  {
    kind: 'vehicle_abandoned',
    severity: 4,
    standard: 'VehicleObstruction/abandonedVehicle',
    title: { vi: 'Xe bị bỏ lại', en: 'Abandoned vehicle' },
  },
  {
    kind: 'vehicle_broken_down',
    severity: 3,
    standard: 'VehicleObstruction/brokenDownVehicle',
    title: { vi: 'Xe chết máy', en: 'Broken-down vehicle' },
  },
  {
    kind: 'vehicle_on_fire',
    severity: 1,
    standard: 'VehicleObstruction/vehicleOnFire',
    title: { vi: 'Xe cháy', en: 'Vehicle on fire' },
  },
  {
    kind: 'vehicle_wrong_carriageway',
    severity: 1,
    standard: 'VehicleObstruction/vehicleOnWrongCarriageway',
    title: { vi: 'Xe đi ngược chiều', en: 'Vehicle on the wrong carriageway' },
  },
  {
    kind: 'vehicle_stuck',
    severity: 3,
    standard: 'VehicleObstruction/vehicleStuck',
    title: { vi: 'Xe mắc kẹt', en: 'Vehicle stuck' },
  },
  {
    kind: 'vehicle_emergency',
    severity: 3,
    standard: 'VehicleObstruction/emergencyVehicle',
    title: { vi: 'Xe ưu tiên', en: 'Emergency vehicle' },
  },
  {
    kind: 'road_debris',
    severity: 3,
    standard: 'GeneralObstruction/debris',
    title: { vi: 'Mảnh vỡ trên đường', en: 'Debris' },
  },
  {
    kind: 'road_explosion',
    severity: 1,
    standard: 'GeneralObstruction/explosion',
    title: { vi: 'Nổ', en: 'Explosion' },
  },
  {
    kind: 'road_hazard',
    severity: 3,
    standard: 'GeneralObstruction/hazardsOnTheRoad',
    title: { vi: 'Nguy hiểm trên đường', en: 'Hazard on the road' },
  },
  {
    kind: 'road_industrial_accident',
    severity: 1,
    standard: 'GeneralObstruction/industrialAccident',
    title: { vi: 'Sự cố công nghiệp', en: 'Industrial accident' },
  },
  {
    kind: 'road_object',
    severity: 3,
    standard: 'GeneralObstruction/objectOnTheRoad',
    title: { vi: 'Vật cản trên đường', en: 'Object on the road' },
  },
  {
    kind: 'road_people',
    severity: 2,
    standard: 'GeneralObstruction/peopleOnRoadway',
    title: { vi: 'Người trên lòng đường', en: 'People on the roadway' },
  },
  {
    kind: 'road_shed_load',
    severity: 2,
    standard: 'GeneralObstruction/shedLoad',
    title: { vi: 'Hàng rơi', en: 'Shed load' },
  },
  {
    kind: 'road_spillage',
    severity: 2,
    standard: 'GeneralObstruction/spillageOnTheRoad',
    title: { vi: 'Chất lỏng đổ ra đường', en: 'Spillage on the road' },
  },
  {
    kind: 'road_fallen_trees',
    severity: 2,
    standard: 'EnvironmentalObstruction/fallenTrees',
    title: { vi: 'Cây đổ', en: 'Fallen trees' },
  },
  {
    kind: 'road_flash_flood',
    severity: 1,
    standard: 'EnvironmentalObstruction/flashFloods',
    title: { vi: 'Lũ quét', en: 'Flash flood' },
  },
  {
    kind: 'road_flooding',
    severity: 2,
    standard: 'EnvironmentalObstruction/flooding',
    title: { vi: 'Đường ngập', en: 'Flooding' },
  },
  {
    kind: 'road_landslip',
    severity: 1,
    standard: 'EnvironmentalObstruction/landslips',
    title: { vi: 'Sạt lở', en: 'Landslip' },
  },
  {
    kind: 'road_sewer_overflow',
    severity: 3,
    standard: 'EnvironmentalObstruction/sewerOverflow',
    title: { vi: 'Cống tràn', en: 'Sewer overflow' },
  },
  {
    kind: 'road_serious_fire',
    severity: 1,
    standard: 'EnvironmentalObstruction/seriousFire',
    title: { vi: 'Cháy lớn', en: 'Serious fire' },
  },
  {
    kind: 'road_smoke',
    severity: 2,
    standard: 'EnvironmentalObstruction/smokeOrFumes',
    title: { vi: 'Khói', en: 'Smoke or fumes' },
  },
  {
    kind: 'road_storm_damage',
    severity: 2,
    standard: 'EnvironmentalObstruction/stormDamage',
    title: { vi: 'Thiệt hại do bão', en: 'Storm damage' },
  },
  {
    kind: 'road_subsidence',
    severity: 1,
    standard: 'EnvironmentalObstruction/subsidence',
    title: { vi: 'Sụt lún', en: 'Subsidence' },
  },
  {
    kind: 'road_burst_pipe',
    severity: 3,
    standard: 'InfrastructureDamageObstruction/burstPipe',
    title: { vi: 'Vỡ ống', en: 'Burst pipe' },
  },
  {
    kind: 'road_burst_water_main',
    severity: 3,
    standard: 'InfrastructureDamageObstruction/burstWaterMain',
    title: { vi: 'Vỡ ống nước chính', en: 'Burst water main' },
  },
  {
    kind: 'road_collapsed_sewer',
    severity: 2,
    standard: 'InfrastructureDamageObstruction/collapsedSewer',
    title: { vi: 'Sập cống', en: 'Collapsed sewer' },
  },
  {
    kind: 'road_damaged_bridge',
    severity: 1,
    standard: 'InfrastructureDamageObstruction/damagedBridge',
    title: { vi: 'Cầu hỏng', en: 'Damaged bridge' },
  },
  {
    kind: 'road_damaged_surface',
    severity: 3,
    standard: 'InfrastructureDamageObstruction/damagedRoadSurface',
    title: { vi: 'Mặt đường hỏng', en: 'Damaged road surface' },
  },
  {
    kind: 'road_fallen_power_cables',
    severity: 1,
    standard: 'InfrastructureDamageObstruction/fallenPowerCables',
    title: { vi: 'Dây điện rơi', en: 'Fallen power cables' },
  },
  {
    kind: 'road_gas_leak',
    severity: 1,
    standard: 'InfrastructureDamageObstruction/gasLeak',
    title: { vi: 'Rò rỉ khí', en: 'Gas leak' },
  },
  {
    kind: 'road_animals',
    severity: 3,
    standard: 'AnimalPresenceObstruction',
    title: { vi: 'Súc vật trên đường', en: 'Animals on the road' },
  },
];

const ACTIVITIES: readonly IncidentKind[] = [
  {
    kind: 'road_attack',
    severity: 1,
    standard: 'DisturbanceActivity/attack',
    title: { vi: 'Tấn công', en: 'Attack' },
  },
  {
    kind: 'road_crowd',
    severity: 2,
    standard: 'DisturbanceActivity/crowd',
    title: { vi: 'Đám đông', en: 'Crowd' },
  },
  {
    kind: 'road_demonstration',
    severity: 2,
    standard: 'DisturbanceActivity/demonstration',
    title: { vi: 'Tụ tập', en: 'Demonstration' },
  },
  {
    kind: 'road_evacuation',
    severity: 1,
    standard: 'DisturbanceActivity/evacuation',
    title: { vi: 'Sơ tán', en: 'Evacuation' },
  },
  {
    kind: 'road_march',
    severity: 3,
    standard: 'DisturbanceActivity/march',
    title: { vi: 'Diễu hành', en: 'March' },
  },
  {
    kind: 'road_riot',
    severity: 1,
    standard: 'DisturbanceActivity/riot',
    title: { vi: 'Gây rối', en: 'Riot' },
  },
  {
    kind: 'road_security_incident',
    severity: 2,
    standard: 'DisturbanceActivity/securityIncident',
    title: { vi: 'Sự việc an ninh', en: 'Security incident' },
  },
  {
    kind: 'road_theft',
    severity: 3,
    standard: 'DisturbanceActivity/theft',
    title: { vi: 'Trộm cướp', en: 'Theft' },
  },
  {
    kind: 'road_authority_operation',
    severity: 4,
    alarm: false,
    standard: 'AuthorityOperation',
    title: { vi: 'Hoạt động của cơ quan chức năng', en: 'Authority operation' },
  },
  {
    kind: 'road_public_event',
    severity: 4,
    alarm: false,
    standard: 'PublicEvent',
    title: { vi: 'Sự kiện công cộng', en: 'Public event' },
  },
];

const CONDITIONS: readonly IncidentKind[] = [
  {
    kind: 'road_poor_weather',
    severity: 3,
    standard: 'PoorEnvironmentConditions',
    title: { vi: 'Thời tiết xấu', en: 'Poor weather' },
  },
  {
    kind: 'road_surface_weather',
    severity: 3,
    standard: 'WeatherRelatedRoadConditions',
    title: { vi: 'Mặt đường xấu do thời tiết', en: 'Road surface made poor by the weather' },
  },
  {
    kind: 'road_surface_other',
    severity: 3,
    standard: 'NonWeatherRelatedRoadConditions',
    title: { vi: 'Mặt đường xấu', en: 'Poor road surface' },
  },
];

const EQUIPMENT: readonly IncidentKind[] = [
  {
    kind: 'equipment_plate_readers',
    severity: 4,
    standard: 'EquipmentOrSystemFault/anprCameras',
    title: { vi: 'Camera đọc biển số hỏng', en: 'Plate readers out' },
  },
  {
    kind: 'equipment_cameras',
    severity: 4,
    standard: 'EquipmentOrSystemFault/cctvCameras',
    title: { vi: 'Camera giám sát hỏng', en: 'Cameras out' },
  },
  {
    kind: 'equipment_street_lighting',
    severity: 3,
    standard: 'EquipmentOrSystemFault/streetLighting',
    title: { vi: 'Đèn đường hỏng', en: 'Street lighting out' },
  },
  {
    kind: 'equipment_traffic_signals',
    severity: 2,
    standard: 'EquipmentOrSystemFault/trafficSignals',
    title: { vi: 'Đèn tín hiệu hỏng', en: 'Traffic signals out' },
  },
  {
    kind: 'equipment_traffic_light_sets',
    severity: 2,
    standard: 'EquipmentOrSystemFault/trafficLightSets',
    title: { vi: 'Cụm đèn tín hiệu hỏng', en: 'Traffic light sets out' },
  },
  {
    kind: 'equipment_message_signs',
    severity: 4,
    standard: 'EquipmentOrSystemFault/variableMessageSigns',
    title: { vi: 'Biển báo điện tử hỏng', en: 'Message signs out' },
  },
];

const ACTIONS: readonly IncidentKind[] = [
  {
    kind: 'roadworks_construction',
    severity: 4,
    alarm: false,
    standard: 'ConstructionWorks',
    title: { vi: 'Thi công', en: 'Construction works' },
  },
  {
    kind: 'roadworks_maintenance',
    severity: 4,
    alarm: false,
    standard: 'MaintenanceWorks',
    title: { vi: 'Bảo trì đường', en: 'Maintenance works' },
  },
  {
    kind: 'roadside_assistance',
    severity: 4,
    alarm: false,
    standard: 'RoadsideAssistance',
    title: { vi: 'Cứu hộ', en: 'Roadside assistance' },
  },
  {
    kind: 'manage_instruction',
    severity: 4,
    alarm: false,
    standard: 'GeneralInstructionOrMessageToRoadUsers',
    title: { vi: 'Thông báo cho người đi đường', en: 'Instruction to road users' },
  },
  {
    kind: 'manage_network',
    severity: 4,
    alarm: false,
    standard: 'GeneralNetworkManagement',
    title: { vi: 'Điều hành mạng lưới', en: 'Network management' },
  },
  {
    kind: 'manage_rerouting',
    severity: 4,
    alarm: false,
    standard: 'ReroutingManagement',
    title: { vi: 'Phân luồng', en: 'Rerouting' },
  },
  {
    kind: 'manage_lanes',
    severity: 4,
    alarm: false,
    standard: 'RoadOrCarriagewayOrLaneManagement',
    title: { vi: 'Đóng, mở làn', en: 'Lane management' },
  },
  {
    kind: 'manage_speed',
    severity: 4,
    alarm: false,
    standard: 'SpeedManagement',
    title: { vi: 'Giới hạn tốc độ', en: 'Speed management' },
  },
];

const SERVICES: readonly IncidentKind[] = [
  {
    kind: 'service_road_operator',
    severity: 4,
    alarm: false,
    standard: 'RoadOperatorServiceDisruption',
    title: { vi: 'Gián đoạn dịch vụ đường bộ', en: 'Road operator service disrupted' },
  },
  {
    kind: 'service_disruption',
    severity: 3,
    standard: 'ServiceDisruption',
    title: { vi: 'Gián đoạn dịch vụ', en: 'Service disrupted' },
  },
  {
    kind: 'service_transit',
    severity: 4,
    alarm: false,
    standard: 'TransitInformation',
    title: { vi: 'Thông tin vận tải công cộng', en: 'Transit information' },
  },
];

/**
 * The situation records of DATEX II v3.4 (class, and type where it has them) that a Vietnamese city has a use for, under
 * names of this system. Their severities are chosen here: DATEX II leaves them to each report. Winter is left out.
 */
export const INCIDENTS: readonly IncidentKind[] = [
  ...ABNORMAL,
  ...ACCIDENTS,
  ...OBSTRUCTIONS,
  ...ACTIVITIES,
  ...CONDITIONS,
  ...EQUIPMENT,
  ...ACTIONS,
  ...SERVICES,
];
