package io.github.rpcboot.samples.dubbo.checkout;

import org.apache.dubbo.common.constants.CommonConstants;
import org.apache.dubbo.common.extension.Activate;
import org.apache.dubbo.rpc.Filter;
import org.apache.dubbo.rpc.Invocation;
import org.apache.dubbo.rpc.Invoker;
import org.apache.dubbo.rpc.Result;

/** Sends the tenant with every call; META-INF/dubbo names it. */
@Activate(group = CommonConstants.CONSUMER)
public class TenantFilter implements Filter {

	@Override
	public Result invoke(Invoker<?> invoker, Invocation invocation) {
		invocation.setAttachment("tenant", "blue");
		return invoker.invoke(invocation);
	}

}
