package dev.holdfast.risk.infinispan;

import org.infinispan.protostream.GeneratedSchema;
import org.infinispan.protostream.annotations.ProtoSchema;

/** What of this module travels between nodes; Keycloak's build finds it through the service loader. */
@ProtoSchema(
        schemaFileName = "holdfast-risk.proto",
        schemaPackageName = "holdfast.risk",
        schemaFilePath = "proto",
        includeClasses = {
            StoredHistory.class,
            UpdateHistory.class,
            StoredProfile.class,
            StoredReport.class,
            StoredReports.class,
            AddReport.class,
            ForgetReports.class
        },
        service = true)
public interface RiskSchema extends GeneratedSchema {}
