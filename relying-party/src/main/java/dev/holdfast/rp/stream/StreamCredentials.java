package dev.holdfast.rp.stream;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import dev.holdfast.rp.jwt.TrustedAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.text.ParseException;

/**
 * The client as which this relying party manages its stream.
 *
 * @param tokenEndpoint the token endpoint of the authorization server that protects the stream API
 * @param clientId a confidential client with a service account and the optional scopes {@code ssf.read} and {@code
 *     ssf.manage} (CAEP Interoperability Profile section 2.7.3)
 * @param clientSecret its secret
 */
public record StreamCredentials(URI tokenEndpoint, String clientId, String clientSecret) {

    private static final String FORM = "grant_type=client_credentials&scope=ssf.manage%20ssf.read";

    /**
     * Checks the address.
     *
     * @throws IllegalArgumentException if the token endpoint is neither https nor http on this machine
     */
    public StreamCredentials {
        TrustedAddress.require(tokenEndpoint);
    }

    /** A fresh access token (RFC 6749 section 4.4); asked for at each use, for streams are managed rarely. */
    String accessToken(Http http) throws StreamException {
        String authorization =
                new ClientSecretBasic(new ClientID(clientId), new Secret(clientSecret)).toHTTPAuthorizationHeader();
        HttpResponse<String> response = http.postForm(tokenEndpoint, authorization, FORM);
        if (response.statusCode() != 200) {
            throw new StreamException("the token endpoint answered " + response.statusCode() + " to client " + clientId
                    + ": check its secret, its service account and its optional scopes ssf.read and ssf.manage");
        }
        try {
            String token = JSONObjectUtils.getString(JSONObjectUtils.parse(response.body()), "access_token");
            if (token == null) {
                throw new StreamException("the token endpoint gave no access token");
            }
            return token;
        } catch (ParseException e) {
            throw new StreamException("the token endpoint gave no JSON", e);
        }
    }

    /** Names the client, never the secret. */
    @Override
    public String toString() {
        return "StreamCredentials[" + clientId + " at " + tokenEndpoint + "]";
    }
}
